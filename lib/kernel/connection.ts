/** What a kernel and its client agree on before they talk. */
export interface Connection {
  /** Port of the requests. */
  readonly shell_port: number;
  /** Port of interrupt and shutdown. */
  readonly control_port: number;
  /** Port of everything that all clients may hear: outputs and status. */
  readonly iopub_port: number;
  /** Port of questions to the user. */
  readonly stdin_port: number;
  /** Port that echoes. */
  readonly hb_port: number;
  /** The secret that signs the messages. */
  readonly key: string;
}

/** A connection on five ports that nobody listens on at this moment. */
export function freshConnection(): Connection {
  // All five are held until the last is known, so that they differ.
  const listeners = Array.from(
    { length: 5 },
    () => Deno.listen({ hostname: "127.0.0.1", port: 0 }),
  );
  const ports = listeners.map((listener) => (listener.addr as Deno.NetAddr).port);
  for (const listener of listeners) listener.close();
  const [shell_port, control_port, iopub_port, stdin_port, hb_port] = ports as [
    number,
    number,
    number,
    number,
    number,
  ];
  return { shell_port, control_port, iopub_port, stdin_port, hb_port, key: crypto.randomUUID() };
}

/** Writes the connection file that a kernel is started with, readable by its owner only. */
export async function writeConnectionFile(connection: Connection): Promise<string> {
  const path = await Deno.makeTempFile({ prefix: "isoflop-kernel-", suffix: ".json" });
  const description = {
    transport: "tcp",
    ip: "127.0.0.1",
    signature_scheme: "hmac-sha256",
    kernel_name: "isoflop",
    ...connection,
  };
  await Deno.writeTextFile(path, JSON.stringify(description), { mode: 0o600 });
  return path;
}

/** Serves answers on this machine while the body runs; `fetch` sends every address there. */
export async function withServer(
  answer: (request: Request) => Response | Promise<Response>,
  body: (fetch: (url: string, init: { signal: AbortSignal }) => Promise<Response>) => Promise<void>,
): Promise<void> {
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, answer);
  const { port } = server.addr as Deno.NetAddr;
  try {
    await body((url, init) => fetch(`http://127.0.0.1:${port}/?${new URL(url).pathname}`, init));
  } finally {
    await server.shutdown();
  }
}

// Laws and one fit from nothing, through the light entry: no polars, no vega.
import { fitLaw } from "isoflop/fit";
import { chinchilla } from "isoflop/laws";

const lines = Deno.readTextFileSync(Deno.args[0]!).trim().split("\n").slice(1);
const rows = lines.map((line) => line.split(",").map(Number));
const column = (i: number) => rows.map((row) => row[i]!);
const fit = fitLaw({ N: column(0), D: column(1), loss: column(2) }, chinchilla);
console.log(fit.value, fit.coef.alpha, fit.coef.beta, fit.status);

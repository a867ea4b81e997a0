// %% [markdown]
// # Solutions: the critical batch size
//
// Solutions to the exercises of `04_critical_batch_size.ipynb`. Write down your prediction before you read on.

// %%
import {
  count,
  datasets,
  fitBatch,
  PairModel,
  show,
  squared,
  type StepsData,
  stepsToLoss,
} from "isoflop";

// %% [markdown]
// ## 1. The wrong rate
//
// The postcard again, first as in the lesson, then at the rate 4 for every batch.

// %%
const address = `Four score and seven years ago our fathers brought forth on this continent, a new
nation, conceived in Liberty, and dedicated to the proposition that all men are created
equal. Now we are engaged in a great civil war, testing whether that nation, or any
nation so conceived and so dedicated, can long endure. We are met on a great
battle-field of that war. We have come to dedicate a portion of that field, as a final
resting place for those who here gave their lives that that nation might live. It is
altogether fitting and proper that we should do this. But, in a larger sense, we can not
dedicate, we can not consecrate, we can not hallow, this ground. The brave men, living
and dead, who struggled here, have consecrated it, far above our poor power to add or
detract. The world will little note, nor long remember what we say here, but it can
never forget what they did here. It is for us the living, rather, to be dedicated here
to the unfinished work which they who fought here have thus far so nobly advanced. It is
rather for us to be here dedicated to the great task remaining before us, that from
these honored dead we take increased devotion to that cause for which they gave the last
full measure of devotion, that we here highly resolve that these dead shall not have
died in vain, that this nation, under God, shall have a new birth of freedom, and that
government of the people, by the people, for the people, shall not perish from the
earth.`;
const batches = [1, 4, 16, 64, 256, 1024];
const rates = (B: number) =>
  [1 / 2, 1, 2, 4, 8, 16, 32, 64, 128].filter((rate) =>
    rate <= 4 * B && rate >= Math.min(16, B / 4)
  );
const trained = (text: string) => {
  const model = new PairModel(text);
  return batches.flatMap((B) =>
    rates(B).map((rate) =>
      model.train({ B, rate, steps: Math.ceil(60 + 6000 / B), seed: 1, repeats: 4 }).curve
    )
  );
};
const postcard = { curves: trained(address) };
const atFour = {
  curves: batches.map((B) =>
    new PairModel(address).train({ B, rate: 4, steps: 500, seed: 1, repeats: 4 }).curve
  ),
};
const tuned = fitBatch(stepsToLoss(postcard, [2.5]));
const untuned = fitBatch(stepsToLoss(atFour, [2.5]));
await show(tuned);
await show(untuned);

// %% [markdown]
// Now the batch of 1 never arrives: at this rate a single pair throws the model about too much. And from 16 pairs on the steps hardly fall any further, because the *rate* limits them. The critical batch comes out forty times smaller, the least steps nineteen times larger. Nothing in the fit complains:
// five batches lie well on the law, and the interval is narrow. Whoever finds that large batches are useless should first be asked for the rates.

// %% [markdown]
// ## 2. The postcard's law of the loss

// %%
const four = fitBatch(stepsToLoss(postcard, [2.5, 2.4, 2.3, 2.2])).power("loss");
const { low, high } = four.interval()!;
await show(`exponent ${four.exponent.toFixed(1)} [${low.toFixed(1)}, ${high.toFixed(1)}]`);

// %% [markdown]
// About −6, and the interval holds Kaplan's −4.8. Do not be impressed: four targets off the same trainings are not four experiments, a loss per letter is not a loss per token, and the postcard has a floor of 2.0 nats, Kaplan's law none. As a power of what lies *above* the floor the same numbers
// would have another exponent.

// %% [markdown]
// ## 3. By another norm

// %%
const steps = stepsToLoss(await datasets.load("ladder-batch"), [4.8, 4.6, 4.4, 4.3]);
await show(fitBatch(steps, { objective: squared() }));

// %% [markdown]
// At 4.4 and 4.3 nats the least squares of $S$ have no answer with a positive $S_{\min}$. The steps at a batch of 128 or 256 are fifty times those at 16 384, and in squares they count 2500 times as much. The law does not fit just these: they lie above it. To bend up to them the line gives up its floor, and with it the large batches, which
// hardly count. And at 4.8 the interval has no useful end. Steps are spread over factors, and so are their errors: take logarithms.

// %% [markdown]
// ## 4. Few batches

// %%
const zhang = await datasets.load("critical-batch-zhang", { standIn: true });
const cells = (["N", "loss", "batch", "S"] as const).map((name) =>
  [name, zhang.column(name)] as const
);
const kept = (keep: (batch: number) => boolean): StepsData => {
  const rows = Array.from(zhang.column("batch")).flatMap((batch, i) => keep(batch) ? [i] : []);
  return Object.fromEntries(cells.map(([name, column]) => [name, rows.map((i) => column[i]!)]));
};
const chosen = {
  "all nine": () => true,
  "every other": (batch: number) => Math.log2(batch) % 2 === 0,
  "the five largest": (batch: number) => batch >= 1024,
  "the three smallest": (batch: number) => batch <= 256,
};
for (const [name, keep] of Object.entries(chosen)) {
  const fit = fitBatch(kept(keep));
  const sure = fit.targets.filter(({ fit }) => fit?.status === "converged").length;
  const power = sure > 1 ? fit.power("N") : null, ends = power?.interval();
  console.log(
    `${name}: ${sure} of 5 converged${
      power && ends
        ? `, exponent ${power.exponent.toFixed(2)} [${ends.low.toFixed(2)}, ${
          ends.high.toFixed(2)
        }]`
        : ", no exponent"
    }`,
  );
}

// %% [markdown]
// Five batches over the whole range do nearly as well as nine. The five largest do too, with an exponent of 0.71 in place of 0.62: the law's own misfit, moved into the exponent. The three smallest see nothing but proportion, for all are far below the critical batch, and the fits say so (`flat`, `not-identified`); one of the five claims to have converged, at a sixth of its true batch, by
// the luck of three points. To measure a critical batch you have to *exceed* it.

// %% [markdown]
// ## 5. Your own text
//
// Caesar's first page, in Latin.

// %%
const caesar = `Gallia est omnis divisa in partes tres, quarum unam incolunt Belgae, aliam Aquitani,
tertiam qui ipsorum lingua Celtae, nostra Galli appellantur. Hi omnes lingua,
institutis, legibus inter se differunt. Gallos ab Aquitanis Garumna flumen, a Belgis
Matrona et Sequana dividit. Horum omnium fortissimi sunt Belgae, propterea quod a cultu
atque humanitate provinciae longissime absunt, minimeque ad eos mercatores saepe
commeant atque ea quae ad effeminandos animos pertinent important, proximique sunt
Germanis, qui trans Rhenum incolunt, quibuscum continenter bellum gerunt. Qua de causa
Helvetii quoque reliquos Gallos virtute praecedunt, quod fere cotidianis proeliis cum
Germanis contendunt, cum aut suis finibus eos prohibent aut ipsi in eorum finibus bellum
gerunt.`;
const untrained = Math.log(27);
const losses = [0.77, 0.74, 0.71, 0.68].map((part) => part * untrained);
const latin = fitBatch(stepsToLoss({ curves: trained(caesar) }, losses));
const speech = fitBatch(stepsToLoss(postcard, losses));
for (const [i, loss] of losses.entries()) {
  const batch = (fit: typeof latin) => count(fit.targets[i]!.fit!.coef.B_crit);
  console.log(`to ${loss.toFixed(2)} nats/letter: Latin ${batch(latin)}, English ${batch(speech)}`);
}

// %% [markdown]
// At 2.54 nats Latin wants twice the batch of English, at 2.24 the same; while the critical batch of the English text grows, that of the Latin one stays where it is, within its intervals of a quarter to either side. A text of 760 letters, four trainings each: not much to go by. But a law that was
// found on one text is a law of that text until a second one has been tried.

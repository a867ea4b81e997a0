// The models of NIST's sets as the headers of their files state them, each a plain function.
import { defineLaw, type Law, type LawOptions } from "isoflop";

function nist<K extends string, R extends string>(
  options: Omit<LawOptions<K, R>, "name" | "response">,
): Law {
  return defineLaw({ ...options, name: "NIST", response: "y" }) as unknown as Law;
}

const chwirut = nist({
  coefNames: ["b1", "b2", "b3"],
  regressors: ["x"],
  predict: ({ b1, b2, b3 }, { x }) => Math.exp(-b1 * x) / (b2 + b3 * x),
});

const gauss = nist({
  coefNames: ["b1", "b2", "b3", "b4", "b5", "b6", "b7", "b8"],
  regressors: ["x"],
  predict: ({ b1, b2, b3, b4, b5, b6, b7, b8 }, { x }) =>
    b1 * Math.exp(-b2 * x) + b3 * Math.exp(-((x - b4) ** 2) / b5 ** 2) +
    b6 * Math.exp(-((x - b7) ** 2) / b8 ** 2),
});

const lanczos = nist({
  coefNames: ["b1", "b2", "b3", "b4", "b5", "b6"],
  regressors: ["x"],
  predict: ({ b1, b2, b3, b4, b5, b6 }, { x }) =>
    b1 * Math.exp(-b2 * x) + b3 * Math.exp(-b4 * x) + b5 * Math.exp(-b6 * x),
});

const cubics = nist({
  coefNames: ["b1", "b2", "b3", "b4", "b5", "b6", "b7"],
  regressors: ["x"],
  predict: ({ b1, b2, b3, b4, b5, b6, b7 }, { x }) =>
    (b1 + b2 * x + b3 * x ** 2 + b4 * x ** 3) / (1 + b5 * x + b6 * x ** 2 + b7 * x ** 3),
});

/** The law of every set, by the name of its file; Nelson's is one of ln y. */
export const nistLaws: Readonly<Record<string, Law>> = {
  Bennett5: nist({
    coefNames: ["b1", "b2", "b3"],
    regressors: ["x"],
    predict: ({ b1, b2, b3 }, { x }) => b1 * (b2 + x) ** (-1 / b3),
  }),
  BoxBOD: nist({
    coefNames: ["b1", "b2"],
    regressors: ["x"],
    predict: ({ b1, b2 }, { x }) => b1 * (1 - Math.exp(-b2 * x)),
  }),
  Chwirut1: chwirut,
  Chwirut2: chwirut,
  DanWood: nist({
    coefNames: ["b1", "b2"],
    regressors: ["x"],
    predict: ({ b1, b2 }, { x }) => b1 * x ** b2,
  }),
  ENSO: nist({
    coefNames: ["b1", "b2", "b3", "b4", "b5", "b6", "b7", "b8", "b9"],
    regressors: ["x"],
    predict: ({ b1, b2, b3, b4, b5, b6, b7, b8, b9 }, { x }) =>
      b1 + b2 * Math.cos(2 * Math.PI * x / 12) + b3 * Math.sin(2 * Math.PI * x / 12) +
      b5 * Math.cos(2 * Math.PI * x / b4) + b6 * Math.sin(2 * Math.PI * x / b4) +
      b8 * Math.cos(2 * Math.PI * x / b7) + b9 * Math.sin(2 * Math.PI * x / b7),
  }),
  Eckerle4: nist({
    coefNames: ["b1", "b2", "b3"],
    regressors: ["x"],
    predict: ({ b1, b2, b3 }, { x }) => (b1 / b2) * Math.exp(-0.5 * ((x - b3) / b2) ** 2),
  }),
  Gauss1: gauss,
  Gauss2: gauss,
  Gauss3: gauss,
  Hahn1: cubics,
  Kirby2: nist({
    coefNames: ["b1", "b2", "b3", "b4", "b5"],
    regressors: ["x"],
    predict: ({ b1, b2, b3, b4, b5 }, { x }) =>
      (b1 + b2 * x + b3 * x ** 2) / (1 + b4 * x + b5 * x ** 2),
  }),
  Lanczos1: lanczos,
  Lanczos2: lanczos,
  Lanczos3: lanczos,
  MGH09: nist({
    coefNames: ["b1", "b2", "b3", "b4"],
    regressors: ["x"],
    predict: ({ b1, b2, b3, b4 }, { x }) => b1 * (x ** 2 + x * b2) / (x ** 2 + x * b3 + b4),
  }),
  MGH10: nist({
    coefNames: ["b1", "b2", "b3"],
    regressors: ["x"],
    predict: ({ b1, b2, b3 }, { x }) => b1 * Math.exp(b2 / (x + b3)),
  }),
  MGH17: nist({
    coefNames: ["b1", "b2", "b3", "b4", "b5"],
    regressors: ["x"],
    predict: ({ b1, b2, b3, b4, b5 }, { x }) =>
      b1 + b2 * Math.exp(-x * b4) + b3 * Math.exp(-x * b5),
  }),
  Misra1a: nist({
    coefNames: ["b1", "b2"],
    regressors: ["x"],
    predict: ({ b1, b2 }, { x }) => b1 * (1 - Math.exp(-b2 * x)),
  }),
  Misra1b: nist({
    coefNames: ["b1", "b2"],
    regressors: ["x"],
    predict: ({ b1, b2 }, { x }) => b1 * (1 - (1 + b2 * x / 2) ** -2),
  }),
  Misra1c: nist({
    coefNames: ["b1", "b2"],
    regressors: ["x"],
    predict: ({ b1, b2 }, { x }) => b1 * (1 - (1 + 2 * b2 * x) ** -0.5),
  }),
  Misra1d: nist({
    coefNames: ["b1", "b2"],
    regressors: ["x"],
    predict: ({ b1, b2 }, { x }) => b1 * b2 * x * (1 + b2 * x) ** -1,
  }),
  Nelson: nist({
    coefNames: ["b1", "b2", "b3"],
    regressors: ["x1", "x2"],
    predict: ({ b1, b2, b3 }, { x1, x2 }) => b1 - b2 * x1 * Math.exp(-b3 * x2),
  }),
  Rat42: nist({
    coefNames: ["b1", "b2", "b3"],
    regressors: ["x"],
    predict: ({ b1, b2, b3 }, { x }) => b1 / (1 + Math.exp(b2 - b3 * x)),
  }),
  Rat43: nist({
    coefNames: ["b1", "b2", "b3", "b4"],
    regressors: ["x"],
    predict: ({ b1, b2, b3, b4 }, { x }) => b1 / (1 + Math.exp(b2 - b3 * x)) ** (1 / b4),
  }),
  Roszman1: nist({
    coefNames: ["b1", "b2", "b3", "b4"],
    regressors: ["x"],
    predict: ({ b1, b2, b3, b4 }, { x }) => b1 - b2 * x - Math.atan(b3 / (x - b4)) / Math.PI,
  }),
  Thurber: cubics,
};

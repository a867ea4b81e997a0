/** What `--law` takes. */
export const lawHelp = "the law: chinchilla, power-law, bnsl, …; or a formula, " +
  '"E + K*C^-gamma", whose names are columns or else coefficients';

/** What `--objective` takes. */
export const objectiveHelp = "huber-log, squared-log, absolute-log, asymmetric-log or " +
  "student-t-log; without -log on the loss itself";

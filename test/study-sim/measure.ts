// What all learners' years come to.
import type { Prediction, Year } from "./run.ts";

export interface Measure {
  /** Mean recall, 0 to 1: from the second month on, and on the last day. */
  readonly recall: number;
  readonly last: number;
  /** Recall of the strongest third of the learners less that of the weakest, 0 to 1. */
  readonly gap: number;
  /** Answers and minutes of a day, over all days. */
  readonly reviews: number;
  readonly minutes: number;
  /** A learner's heaviest day of study over the mean one, from the second month on; the median learner's. */
  readonly peak: number;
  /** Mean log loss of the predictions of recall; null where none were made. */
  readonly logLoss: number | null;
  /** The same of the true chances: what nobody who cannot look inside a head goes below. */
  readonly leastLogLoss: number | null;
}

/** Days before which few cards are known yet. */
const warmUp = 30;

export const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, one) => sum + one, 0) / values.length;

const recallOf = ({ recall }: Year): number =>
  mean(recall.slice(warmUp).filter((one) => one !== null));

function gapOf(years: readonly Year[]): number {
  const byAbility = years.toSorted((one, other) => one.ability - other.ability);
  const third = Math.floor(years.length / 3);
  const part = (own: readonly Year[]): number => mean(own.map(recallOf));
  return part(byAbility.slice(-third)) - part(byAbility.slice(0, third));
}

function peakOf({ reviews }: Year): number {
  const busy = reviews.slice(warmUp).filter((one) => one > 0);
  return busy.length === 0 ? 0 : Math.max(...busy) / mean(busy);
}

function logLossOf(years: readonly Year[], chanceOf: (one: Prediction) => number): number | null {
  const losses = years
    .flatMap(({ predictions }) => predictions)
    .map((one) => {
      const chance = Math.min(0.999, Math.max(0.001, chanceOf(one)));
      return -Math.log(one.isRight ? chance : 1 - chance);
    });
  return losses.length === 0 ? null : mean(losses);
}

const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;

export function measure(years: readonly Year[]): Measure {
  return {
    recall: mean(years.map(recallOf)),
    last: mean(years.map(({ recall }) => recall.at(-1) ?? 0)),
    gap: gapOf(years),
    reviews: mean(years.map(({ reviews }) => mean(reviews))),
    minutes: mean(years.map(({ minutes }) => mean(minutes))),
    peak: median(years.map(peakOf)),
    logLoss: logLossOf(years, ({ predicted }) => predicted),
    leastLogLoss: logLossOf(years, ({ chance }) => chance),
  };
}

/** Mean recall and mean answers a day of all learners, week by week, for a plot. */
export function weekly(years: readonly Year[]): { recall: number[]; reviews: number[] } {
  const weeks = Math.floor((years[0]?.reviews.length ?? 0) / 7);
  const of = (week: number, series: (year: Year) => readonly (number | null)[]): number =>
    mean(
      years.flatMap((year) =>
        series(year)
          .slice(week * 7, week * 7 + 7)
          .filter((one) => one !== null),
      ),
    );
  const all = Array.from({ length: weeks }, (_, week) => week);
  return {
    recall: all.map((week) => of(week, ({ recall }) => recall)),
    reviews: all.map((week) => of(week, ({ reviews }) => reviews)),
  };
}

// Once a minute: rows that nobody will close are closed, those that a killed worker left are priced, and the log says where
// the ledger and what is stored beside it do not agree.
import * as log from "../log.ts";
import { priceOf } from "../model/price.ts";
import { timeOf } from "../id.ts";
import * as Rows from "./usage.sql.ts";

/** Rows of one sweep. */
const maxRows = 200;
/** Calls that ended so long ago are looked at: each by more than one sweep, as one may be late. */
const recentSeconds = 150;
/** Differences named in a line of the log. */
const maxNamed = 5;

async function price(): Promise<void> {
  for (const one of await Rows.unpriced(recentSeconds, maxRows)) {
    const price = priceOf(one.model, one, timeOf(one.id));
    if (price !== null) await Rows.setPrice(one.id, price);
  }
}

/** Returns how many recent rows do not agree; each kind of them is one line of the log. */
export async function check(): Promise<number> {
  const forgotten = await Rows.closeForgotten(maxRows);
  if (forgotten > 0) log.warn("calls_forgotten", { count: forgotten });
  await price();
  const found = await Rows.differences(recentSeconds, maxRows);
  for (const [kind, all] of Map.groupBy(found, (one) => one.kind)) {
    const ids = all.slice(0, maxNamed).map(({ id, user_id, day }) => id ?? `${user_id} ${day}`);
    log.warn("ledger_differs", { kind, count: all.length, ids: ids.join() });
  }
  return found.length;
}

// PostgreSQL's own ways to fail its clients, asked of it as its superuser: no query pays for a proxy it does not need.
import postgres, { type Sql } from "postgres";
import type { FaultBoard } from "./faults.ts";
import { messageOf, type Log } from "../log.ts";
import type { DatabaseAddress } from "../settings.ts";

/** The application's role, to which refusal and reset apply. */
const role = "app";

/** Milliseconds between rolls of the dice for open connections. */
const tickMs = 250;

/** From now on the switches of `postgres` count; ends with `stop`, which also takes a refusal back. */
export function injectPostgresFaults(
  admin: DatabaseAddress,
  faults: FaultBoard,
  log: Log,
): { stop(): Promise<void> } {
  let sql: Sql | undefined;
  let refusing = false;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let working: Promise<void> = Promise.resolve();

  /** One connection, there only while something is asked of it. */
  const asAdmin = (): Sql =>
    (sql ??= postgres({
      ...admin,
      max: 1,
      idle_timeout: 5,
      connect_timeout: 2,
      onnotice: () => undefined,
    }));

  async function apply(): Promise<void> {
    const wanted = !stopped && faults.values["postgres.refuse"] === 1;
    if (wanted !== refusing) {
      // At a limit of zero the server answers as one without a free place.
      await asAdmin().unsafe(`alter role ${role} connection limit ${wanted ? "0" : "-1"}`);
      refusing = wanted;
    }
    if (stopped || faults.values["postgres.reset"] === 0) return;
    const open = await asAdmin()<{ pid: number }[]>`
      select pid from pg_stat_activity where usename = ${role} order by backend_start`;
    for (const { pid } of open) {
      if (!faults.roll("postgres.reset", tickMs / 1000)) continue;
      await asAdmin()`select pg_terminate_backend(${pid})`;
    }
  }

  /** One at a time, and again while the server is away or dice are to be rolled. */
  function next(): Promise<void> {
    clearTimeout(timer);
    working = working.then(apply).catch((thrown: unknown) => {
      if (!stopped) log("postgres", messageOf(thrown), "warn");
    });
    return working.then(() => {
      const behind = refusing !== (faults.values["postgres.refuse"] === 1);
      if (!stopped && (behind || faults.values["postgres.reset"] > 0)) {
        clearTimeout(timer);
        timer = setTimeout(() => void next(), tickMs);
      }
    });
  }

  let seen = "";
  faults.onChange(() => {
    const now = `${String(faults.values["postgres.refuse"])} ${String(faults.values["postgres.reset"])}`;
    if (now !== seen && !stopped) void next();
    seen = now;
  });
  return {
    async stop() {
      stopped = true;
      await next();
      clearTimeout(timer);
      await sql?.end({ timeout: 1 });
    },
  };
}

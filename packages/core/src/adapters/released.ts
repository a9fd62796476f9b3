// Databases of earlier releases: what their table of migrations says, and which of them can be upgraded.
import type { ISql } from "postgres";
import { DatabaseError } from "../error.ts";

/** MD5 of migrations as they were released while they still defined functions; what they made is made otherwise now. */
const releasedChecksums: ReadonlyMap<number, string> = new Map([
  [2, "8b8077bad701f9707d2f456d9e24c56c"],
  [3, "3d58af46888dbdc19e91a5817d14d0b2"],
  [4, "a154fce5a223394f133194d4cad28b45"],
  [5, "10f1f22c5ca0c413d38279414091e1b8"],
  [6, "1037f00e332dfef55f3cb9924ab66312"],
  [7, "2ecd5846bd840aa4e276f0b7a98c8f3e"],
  [8, "252438a0cce1f32e6b2670b7d2f5638d"],
]);

/** A migration of this release. */
interface Known {
  readonly version: number;
  readonly md5: string;
}

/**
 * Compares what was applied with the migrations there are, and replaces the checksums of an earlier release by those of
 * the same tables today. Migrations newer than ours are left alone: a release may be rolled back.
 * @throws DatabaseError when a migration was applied that was never released
 */
export async function checkApplied(sql: ISql, migrations: readonly Known[]): Promise<void> {
  const [table] = await sql<{ exists: boolean }[]>`
    select to_regclass('schemaversion') is not null as exists`;
  if (!table?.exists) return;
  const current = new Map(migrations.map((one) => [one.version, one.md5]));
  const newest = Math.max(0, ...current.keys());
  const applied = await sql<{ version: number; md5: string | null }[]>`
    select version::integer, md5 from schemaversion where version between 1 and ${newest} order by version`;
  for (const { version, md5 } of applied) {
    if (md5 === null || (md5 !== current.get(version) && md5 !== releasedChecksums.get(version))) {
      throw new DatabaseError(
        `This database was made by a version between two releases (its migration ${version} was never released) and cannot be upgraded: ` +
          "point DATABASE_URL at an empty database, or remove the built-in one with npm run db-reset",
      );
    }
  }
  for (const { version, md5 } of applied) {
    const now = current.get(version);
    if (now !== undefined && now !== md5) {
      await sql`update schemaversion set md5 = ${now} where version = ${version}`;
    }
  }
}

// `npm run make-admin -- --email ann@example.com [--database URL] [--revoke]`: lets an account see everybody's figures, or
// takes that back. The only way to the role: no route changes it.
import { parseArgs } from "node:util";
import postgres from "postgres";
import { runCommand } from "../command.ts";
import { messageOf } from "../log.ts";
import { withDatabase } from "../postgres/with-database.ts";
import {
  loadEnvironment,
  readDatabaseUrl,
  readSettings,
  type DatabaseAddress,
} from "../settings.ts";
import { StartError } from "../start-error.ts";
import { print } from "../terminal.ts";

const usage = "npm run make-admin -- --email ann@example.com [--database URL] [--revoke]";

await runCommand(async () => {
  const { email, database, revoke } = readArguments();
  const settings = readSettings(await loadEnvironment());
  const place = database === undefined ? settings.database : readDatabaseUrl(database);
  const role = revoke ? "student" : "admin";
  const outcome = await withDatabase({ ...settings, database: place }, (address) =>
    setRole(address, email, role),
  );
  print(sentenceOf(outcome, email, revoke));
});

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        email: { type: "string" },
        database: { type: "string" },
        revoke: { type: "boolean", default: false },
      },
    });
    const { email = "", ...rest } = values;
    if (email.trim() === "") throw new Error("--email is missing");
    return { email: email.trim().toLowerCase(), ...rest };
  } catch (thrown) {
    throw new StartError(`${messageOf(thrown)}. Usage: ${usage}`);
  }
}

async function setRole(address: DatabaseAddress, email: string, role: string): Promise<string> {
  const sql = postgres({ ...address, max: 1, onnotice: () => undefined });
  try {
    const [row] = await sql<{ result: { outcome: string } }[]>`
      select set_role(${sql.json({ email, role })}) as result`;
    return row?.result.outcome ?? "";
  } catch (thrown) {
    const isUnknown = thrown instanceof postgres.PostgresError && thrown.code === "42883";
    if (!isUnknown) throw thrown;
    throw new StartError("The database has an older schema, or none: run npm run migrate first.");
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** What was done. Throws what was not. */
function sentenceOf(outcome: string, email: string, revoke: boolean): string {
  switch (outcome) {
    case "set":
      return revoke
        ? `${email} is no admin any more.`
        : `${email} is an admin now and sees everybody's figures.`;
    case "unchanged":
      return revoke ? `${email} was no admin.` : `${email} was an admin already.`;
    case "guest":
      throw new StartError(`${email} is a guest, who has no account: only accounts can be admins.`);
    default:
      throw new StartError(`There is no account ${email}: it has to be registered first.`);
  }
}

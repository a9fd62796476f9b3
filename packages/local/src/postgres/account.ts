// As whom PostgreSQL runs. It refuses root, so root hands it to an account of its own, and helps that account
// past folders it could not enter, such as /root, without changing anything on disk.
import { execFile, spawn, type ChildProcess, type StdioOptions } from "node:child_process";
import { chown } from "node:fs/promises";
import { promisify } from "node:util";
import { StartError } from "../start-error.ts";

const run = promisify(execFile);

/** How to start PostgreSQL's programs and give them files. */
export interface Account {
  /** Starts a program as the account. */
  spawn(command: string, args: readonly string[], stdio: StdioOptions): ChildProcess;
  /** Gives it a file or folder. */
  own(path: string): Promise<void>;
}

/** Nothing of ours but what a program needs; messages in English, since they are read. */
const environment = { PATH: process.env["PATH"], LC_ALL: "C", TZ: "UTC" };

const ourselves: Account = {
  spawn: (command, args, stdio) =>
    spawn(command, args, { cwd: "/", env: environment, stdio, detached: true }),
  own: () => Promise.resolve(),
};

/**
 * The account for a data folder and the programs' folder.
 *
 * @throws StartError when root cannot be stepped down from
 */
export async function postgresAccount(mustReach: readonly string[]): Promise<Account> {
  if (process.getuid?.() !== 0) return { ...ourselves };
  const { uid, gid } = (await find()) ?? (await create());
  const own = (path: string): Promise<void> => chown(path, uid, gid);
  if (await reaches(mustReach, ["/usr/bin/env"], { uid, gid })) {
    return {
      own,
      spawn: (command, args, stdio) =>
        spawn(command, args, { cwd: "/", env: environment, stdio, detached: true, uid, gid }),
    };
  }
  // The account keeps one right of root's, to pass folders closed to it.
  const step = [
    `--reuid=${String(uid)}`,
    `--regid=${String(gid)}`,
    "--clear-groups",
    "--securebits=+no_setuid_fixup",
    "--inh-caps=+dac_override",
    "--ambient-caps=+dac_override",
    "--",
  ];
  if (await reaches(mustReach, ["setpriv", ...step], {})) {
    return {
      own,
      spawn: (command, args, stdio) =>
        spawn("setpriv", [...step, command, ...args], {
          cwd: "/",
          env: environment,
          stdio,
          detached: true,
        }),
    };
  }
  throw new StartError(
    `PostgreSQL refuses to run as root, and the account "postgres" cannot enter ${mustReach.join(" or ")}: ` +
      "run as an ordinary user, move the project where others may enter (such as /srv), or set DATABASE_URL.",
  );
}

interface Ids {
  readonly uid: number;
  readonly gid: number;
}

async function find(): Promise<Ids | undefined> {
  try {
    const [uid, gid] = await Promise.all([
      run("id", ["-u", "postgres"]),
      run("id", ["-g", "postgres"]),
    ]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}

async function create(): Promise<Ids> {
  try {
    await run("useradd", ["--system", "--user-group", "--no-create-home", "postgres"]);
    const made = await find();
    if (made) return made;
  } catch (cause) {
    throw new StartError(
      "PostgreSQL refuses to run as root, and an account for it could not be made: " +
        "run as an ordinary user, or set DATABASE_URL.",
      { cause },
    );
  }
  throw new StartError("The account made for PostgreSQL is not there: set DATABASE_URL instead.");
}

/** Tries it rather than reading modes: access lists and mounts have their say too. */
async function reaches(
  paths: readonly string[],
  [command = "", ...args]: readonly string[],
  as: Partial<Ids>,
): Promise<boolean> {
  try {
    for (const path of paths)
      await run(command, [...args, "test", "-x", path], { cwd: "/", ...as });
    return true;
  } catch {
    return false;
  }
}

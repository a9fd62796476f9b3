// The command line of `npm run faults`, carried out on a running stack.
import { FaultError, noFaults, type Faults } from "./faults.ts";
import { switchNames, switchOf } from "./switches.ts";
import type { FunctionPool } from "../functions/pool.ts";
import type { StackOperations } from "../stack-operations.ts";

/** What the commands work on. */
export interface FaultTarget extends StackOperations {
  readonly faults: Faults;
  readonly functions: Pick<FunctionPool, "kill">;
  readonly functionNames: readonly string[];
}

const usage =
  "Say a switch and its value (posts.delayMs=500), --reset, kill <function>, restart database|gateway, or drop|close socket|sockets.";

/**
 * Carries out one command line, and returns the lines to show for it. Without words it lists the switches.
 *
 * @throws FaultError in one sentence naming what there is; then nothing has been changed
 */
export async function runFaultCommand(
  words: readonly string[],
  stack: FaultTarget,
): Promise<string[]> {
  const [verb = "", what = "", how] = words;
  if (words.length === 0) return listOf(stack.faults);
  if (words.every((word) => word.includes("="))) return set(words, stack.faults);
  if (verb === "--reset" && words.length === 1) {
    Object.assign(stack.faults, noFaults());
    return ["Every switch is off."];
  }
  if (verb === "kill" && words.length === 2) return [kill(what, stack)];
  if (verb === "restart" && words.length <= 3) return [await restart(what, how, stack)];
  if ((verb === "drop" || verb === "close") && words.length === 2) return [drop(verb, what, stack)];
  throw new FaultError(`"${words.join(" ")}" is not understood. ${usage}`);
}

function listOf(faults: Faults): string[] {
  return switchNames.map((name) => {
    const { unit, off, effect } = switchOf(name);
    const value = faults[name];
    const mark = name === "seed" || value === off ? " " : "*";
    return `${mark} ${name.padEnd(26)} ${String(value).padStart(10)}  ${effect} (${unit})`;
  });
}

/** All or none: a wrong one leaves the others as they were. */
function set(words: readonly string[], faults: Faults): string[] {
  const before = { ...faults };
  try {
    return words.map((word) => {
      const [name = "", text = ""] = word.split("=", 2);
      const value = /^\d*\.?\d+$/.test(text) ? Number(text) : text;
      Object.assign(faults, { [name]: value });
      return `${name} is ${text}.`;
    });
  } catch (thrown) {
    Object.assign(faults, before);
    throw thrown;
  }
}

function kill(name: string, { functions, functionNames }: FaultTarget): string {
  if (!functionNames.includes(name)) {
    throw new FaultError(
      `There is no function "${name}"; the functions are: ${functionNames.join(", ")}.`,
    );
  }
  const count = functions.kill(name).length;
  return `Killed ${String(count)} process${count === 1 ? "" : "es"} of ${name}.`;
}

async function restart(what: string, how: string | undefined, stack: FaultTarget): Promise<string> {
  const since = performance.now();
  if (what === "gateway" && how === undefined) await stack.restartGateway();
  else if (what === "database" && (how === undefined || how === "fast" || how === "immediate")) {
    await stack.restartDatabase(how);
  } else {
    throw new FaultError(
      `"restart ${[what, how ?? ""].join(" ").trim()}" is not understood: restart gateway, or restart database [fast|immediate].`,
    );
  }
  return `Restarted the ${what} in ${((performance.now() - since) / 1000).toFixed(1)} s.`;
}

function drop(verb: "drop" | "close", what: string, stack: FaultTarget): string {
  if (what !== "socket" && what !== "sockets") {
    throw new FaultError(
      `"${verb} ${what}" is not understood: ${verb} socket, or ${verb} sockets.`,
    );
  }
  const how = verb === "drop" ? "reset" : "close";
  const count = stack.dropSockets(what === "sockets" ? "all" : "one", how);
  return `${verb === "drop" ? "Reset" : "Closed"} ${String(count)} socket${count === 1 ? "" : "s"}.`;
}

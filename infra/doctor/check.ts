// A check looks at one thing of an account and says how it is.
import type { Deployer } from "../bootstrap/deployer.ts";
import type { SizeName } from "../sizes.ts";
import type { Account } from "./account.ts";
import { AwsError } from "./aws.ts";
import type { Finding } from "./finding.ts";
import type { Templates } from "./templates.ts";

export interface Patient {
  readonly account: Account;
  /** Twelve digits. */
  readonly id: string;
  readonly region: string;
  /** As given: `preview` stands for any branch. */
  readonly stage: string;
  readonly environment: Deployer["environment"];
  readonly templates: Templates;
  readonly domain: string | undefined;
  readonly certificate: string | undefined;
  /** Of production: `SIZE`. */
  readonly size: SizeName;
  /** The database's server is somebody else's: `SIZE=external`. */
  readonly isExternal: boolean;
}

export interface Check {
  /** What it looks at, for the case that it cannot. */
  readonly subject: string;
  readonly look: (patient: Patient) => Promise<Finding | readonly Finding[]>;
}

function unseen(subject: string, error: unknown): Finding {
  const state = "unseen";
  if (!(error instanceof AwsError)) throw error;
  const { reason, action, code, message } = error;
  if (reason === "denied") {
    return {
      state,
      what: `Could not look at ${subject}: this identity may not call ${action}.`,
      advice: `Sign in as somebody who may call ${action}, and run the doctor again.`,
    };
  }
  if (reason === "network") {
    return {
      state,
      what: `Could not look at ${subject}: no answer to ${action}.`,
      advice: "Look at the network and at AWS_REGION, and run the doctor again.",
    };
  }
  return {
    state,
    what: `Could not look at ${subject}: ${action} was refused with ${code}${message && ` (${message})`}.`,
    advice: "Run the doctor again; if it stays, look at it in the console.",
  };
}

/** What a check found; one that could not look says so. */
export async function found(
  { subject, look }: Check,
  patient: Patient,
): Promise<readonly Finding[]> {
  try {
    return [await look(patient)].flat();
  } catch (error) {
    return [unseen(subject, error)];
  }
}

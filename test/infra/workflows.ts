// The workflows as GitHub would run them: called ones in place of their calls, inputs filled in.
import { readdir, readFile } from "node:fs/promises";
import { parse } from "yaml";

const folder = new URL("../../.github/workflows/", import.meta.url);

export interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
}

export interface Job {
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: string | { readonly name: string };
  readonly concurrency?: { readonly group: string; readonly "cancel-in-progress": boolean };
  readonly "timeout-minutes"?: number;
  readonly steps?: readonly Step[];
}

export interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: unknown;
  readonly concurrency?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

export interface WorkflowFile {
  readonly name: string;
  readonly text: string;
  readonly workflow: Workflow;
}

/** A job that runs, and what its caller lets it have. */
export interface RunningJob {
  /** `production.yml: production / deploy` */
  readonly name: string;
  readonly job: Job;
  readonly granted: Readonly<Record<string, string>>;
}

const fileOf = async (name: string): Promise<WorkflowFile> => {
  const text = await readFile(new URL(name, folder), "utf8");
  return { name, text, workflow: parse(text) as Workflow };
};

export const files: readonly WorkflowFile[] = await Promise.all(
  (await readdir(folder)).toSorted().map(fileOf),
);

function withInputs(job: Job, inputs: Readonly<Record<string, string>>): Job {
  const text = JSON.stringify(job).replace(
    /\$\{\{ inputs\.(\w+) \}\}/g,
    (_, name: string) => inputs[name] ?? "",
  );
  return JSON.parse(text) as Job;
}

function called(job: Job): Workflow | undefined {
  const found = files.find(({ name }) => job.uses === `./.github/workflows/${name}`);
  return found?.workflow;
}

/** Every job of every workflow that is started by an event. */
export const runningJobs: readonly RunningJob[] = files
  .filter(({ workflow }) => Object.keys(workflow.on).some((event) => event !== "workflow_call"))
  .flatMap(({ name: file, workflow }) =>
    Object.entries(workflow.jobs).flatMap(([name, job]): RunningJob[] => {
      const inner = called(job);
      if (inner === undefined) {
        return [{ name: `${file}: ${name}`, job, granted: job.permissions ?? {} }];
      }
      return Object.entries(inner.jobs).map(([innerName, one]) => ({
        name: `${file}: ${name} / ${innerName}`,
        job: withInputs(one, job.with ?? {}),
        granted: job.permissions ?? {},
      }));
    }),
  );

export const environmentOf = ({ environment }: Job): string | undefined =>
  typeof environment === "object" ? environment.name : environment;

/** Name of the role a job takes. */
export function roleOf({ steps = [] }: Job): string | undefined {
  const arn = steps.map((step) => step.with?.["role-to-assume"]).find((one) => one !== undefined);
  return typeof arn === "string" ? /:role\/(.+)$/.exec(arn)?.[1] : undefined;
}

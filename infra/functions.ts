// Every function of the manifest, with its own limits, links and rights. The schema is there before those that use it.
import {
  databaseMaker,
  functions,
  previewDatabase,
  settings,
  type FunctionSpec,
} from "@ai-learning/functions/manifest";
import { hostsPreviews } from "./database.ts";
import { inside, share } from "./network.ts";
import { databaseMakerName, linkedTo, permissionsOf } from "./rights.ts";
import { router } from "./router.ts";
import { setting } from "./setting.ts";
import { reservationOf } from "./sizes.ts";
import { kind, size } from "./stage.ts";

/** What a deployment may be given of .env.example; a learner's own model stays outside our network. */
const given = [...settings, "DEFAULT_OPENAI_BASE_URL", "DEFAULT_OPENAI_MODEL"];

const environment = {
  ...Object.fromEntries(
    given.flatMap((name) => {
      const value = setting(name);
      return value === undefined ? [] : [[name, value]];
    }),
  ),
  // A developer's pages come from Vite.
  PUBLIC_URL: kind === "developer" ? "http://localhost:5173" : router.url,
};

/** Lambda's own certificates, RDS's among them: since Node 20 they are read only on request. */
const trust = { NODE_EXTRA_CA_CERTS: "/var/runtime/ca-cert.pem" };

/**
 * "give-up" to "GiveUp": logical names have no hyphens. Of more than 14 letters, at the longest name of a stage SST
 * would leave out letters of the app's, by which the deploy roles are bounded.
 */
const logicalName = (name: string): string =>
  name
    .replace("-database", "-db")
    .replace(/(?:^|-)(.)/g, (_, first: string) => first.toUpperCase());

/** What the account allows; a new one so few that Lambda lets nobody reserve any of them. */
const concurrentFunctions =
  size.reserved === undefined
    ? undefined
    : aws.servicequotas.getServiceQuotaOutput({ serviceCode: "lambda", quotaCode: "L-B99A9384" })
        .value;

/** Bounds how many of a function run at a time, and with them the connections they hold. */
function concurrencyOf({ name }: FunctionSpec) {
  const { reserved } = size;
  const own = reserved?.[name];
  if (reserved === undefined || own === undefined || concurrentFunctions === undefined) return {};
  const most = concurrentFunctions.apply((allowed) => reservationOf(reserved, own, allowed));
  return { concurrency: { reserved: most } };
}

function deploy(spec: FunctionSpec, dependsOn: $util.Resource[], name?: string): sst.aws.Function {
  const usesDatabase = spec.rights.includes("database");
  const vpc = usesDatabase ? inside : undefined;
  return new sst.aws.Function(
    logicalName(spec.name),
    {
      ...(name !== undefined && { name }),
      handler: `packages/functions/${spec.entry.replace(/\.ts$/, ".handler")}`,
      runtime: "nodejs24.x",
      architecture: "arm64",
      timeout: `${spec.timeoutSeconds} seconds`,
      memory: `${spec.memoryMb} MB`,
      logging: { format: "json", retention: size.logs },
      nodejs: { minify: true },
      // One call in twenty, and the first of each second; its id stands in every line of the log.
      transform: { function: { tracingConfig: { mode: "Active" } } },
      copyFiles: (spec.assets ?? []).map(({ from, to }) => ({
        from: `packages/functions/${from}`,
        to,
      })),
      link: linkedTo(spec),
      permissions: permissionsOf(spec),
      ...concurrencyOf(spec),
      environment: { ...environment, ...(vpc && trust) },
      ...(vpc && { vpc }),
    },
    { dependsOn },
  );
}

/**
 * Calls a function at each deployment that changes it; with `alsoAtRemoval` once more before it goes. What changes then is
 * the input, never a trigger: that would replace the call, and end with the removal of the old one.
 */
function callAtDeploy(spec: FunctionSpec, before: $util.Resource[], alsoAtRemoval: boolean) {
  const called = deploy(spec, before);
  const code = called.nodes.function.s3Key.apply((key) => key ?? "");
  return new aws.lambda.Invocation(
    `${logicalName(spec.name)}Call`,
    {
      functionName: called.name,
      ...(alsoAtRemoval
        ? { input: $jsonStringify({ code }), lifecycleScope: "CRUD" }
        : { input: "{}", triggers: { code } }),
    },
    { dependsOn: before },
  );
}

/** A developer migrates the laptop's own PostgreSQL: npm run migrate. */
function prepareDatabase(): $util.Resource[] {
  if (kind === "developer") return [];
  const made = kind === "preview" ? [callAtDeploy(previewDatabase, [], true)] : [];
  return functions
    .filter(({ atDeploy }) => atDeploy === true)
    .map((spec) => callAtDeploy(spec, made, false));
}

const prepared = prepareDatabase();

if (hostsPreviews) {
  const { name } = deploy(databaseMaker, prepared, databaseMakerName);
  share("DatabaseMakerName", "database-maker", name);
}

const all = new Map(
  functions
    .filter(({ atDeploy }) => atDeploy !== true)
    .map((spec) => [spec.name, deploy(spec, spec.rights.includes("database") ? prepared : [])]),
);

/** A function by the manifest's name. */
export function deployed(name: string): sst.aws.Function {
  const found = all.get(name);
  if (found === undefined) throw new Error(`The manifest has no function ${name} that is called.`);
  return found;
}

export const deployedNames: readonly string[] = [...all.keys()];

// Every call of AWS's API that deploying, changing and removing a stage makes, by what makes it.
import { strict as assert } from "node:assert";
import type { Call } from "../authorization.ts";
import type { Recorded } from "../harness/mocks.ts";
import { boundaryOf } from "../harness/stage.ts";
import type { Kind, Stage } from "../harness/stages.ts";
import { region, type Calls, type Made, type Table } from "./call.ts";
import { database } from "./database.ts";
import { front } from "./front.ts";
import { functions } from "./functions.ts";
import { network } from "./network.ts";
import { commandCalls, dynamic, lookups } from "./sst.ts";
import { stores } from "./stores.ts";

/** Each type of AWS's resources that the program makes or finds. */
export const table: Table = { ...front, ...functions, ...stores, ...network, ...database };

/** A call with the resource, look-up or command it is made for. */
export interface Asked {
  readonly by: string;
  readonly call: Call;
}

/** Types that call nothing: components, values of Pulumi's own, the build of the site. */
const isOurs = (type: string): boolean => !/^aws:|^pulumi-nodejs:dynamic/.test(type);

/** @throws AssertionError for a type that no table has */
export function callsOf(
  { type, name, inputs, id }: Recorded,
  stage: string,
  boundary: string,
): Calls {
  const isDynamic = type.startsWith("pulumi-nodejs:");
  const key = isDynamic ? name.replace(/^.*\./, "") : type.replace(/^aws:/, "");
  const found = (isDynamic ? dynamic : table)[key];
  assert.ok(found, `which calls does a resource of ${key} make? (${name})`);
  return found({ name, inputs, id, stage, boundary } satisfies Made);
}

/** What is known of every call: whose the resource is, if it says so, and where. */
const known = (call: Call, owner: string, isTagged = true): Call => ({
  ...call,
  context: {
    "aws:RequestedRegion": region,
    ...(isTagged && { "aws:ResourceTag/stage": owner }),
    "aws:RequestTag/stage": owner,
    "aws:TagKeys": ["app", "stage", "sst:app", "sst:stage"],
    ...call.context,
  },
});

/** All calls of a stage, its command's among them. */
export function askedBy(stage: Stage, kind: Exclude<Kind, "developer">): Asked[] {
  const own = stage.stageName;
  const asked = commandCalls(own).map((call) => ({ by: "sst", call: known(call, own) }));
  for (const { token, inputs } of stage.lookups) {
    const found = lookups[token];
    assert.ok(found, `which calls does ${token} make?`);
    // What is looked up is the account's own, or dev's.
    asked.push(...found(inputs).map((call) => ({ by: token, call: known(call, "dev") })));
  }
  for (const resource of stage.resources) {
    if (isOurs(resource.type)) continue;
    const { read, ...others } = callsOf(resource, own, boundaryOf(kind));
    const calls = resource.isFound ? read : [read, ...Object.values(others)].flat();
    const owner = resource.isFound ? "dev" : own;
    // Parts of an API have the tags of their API; what SST does to a distribution meets the distribution's.
    const isTagged =
      "tag" in others || /apigatewayv2|\.Distribution/.test(resource.type + resource.name);
    asked.push(...calls.map((call) => ({ by: resource.name, call: known(call, owner, isTagged) })));
  }
  // dev has been there before any preview, and an account has each of these roles once.
  return kind === "preview"
    ? asked.filter(({ call }) => call.action !== "iam:CreateServiceLinkedRole")
    : asked;
}

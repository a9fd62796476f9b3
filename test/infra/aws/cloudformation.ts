// CloudFormation as the CDK's command line uses it: change sets, held to the parameters of their template.
import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { parse } from "yaml";
import type { ChangeSet, FakeAccount, FakeRegion, FakeStack } from "./account.ts";
import { escaped, formAnswer, Refusal, type Call, type Reply, type Service } from "./call.ts";

interface Template {
  readonly Parameters?: Record<
    string,
    {
      readonly Default?: string | number;
      readonly AllowedPattern?: string;
      readonly AllowedValues?: string[];
    }
  >;
  readonly Resources: Record<
    string,
    {
      readonly Type: string;
      readonly Condition?: string;
      readonly Properties: Record<string, unknown>;
    }
  >;
}

/** As the CDK writes it. */
const read = (text: string): Template => parse(text, { version: "1.1" }) as Template;

const invalid = (message: string): Refusal => new Refusal("ValidationError", message);

const at = (form: URLSearchParams, name: string): string => form.get(name) ?? "";

/** Parameters as CloudFormation takes them: those of the template, all of them, and none besides. */
function parametersFor(form: URLSearchParams, template: Template, before?: FakeStack) {
  const given: Record<string, string> = {};
  for (let index = 1; ; index++) {
    const prefix = `Parameters.member.${String(index)}`;
    const key = form.get(`${prefix}.ParameterKey`);
    if (key === null) break;
    const isKept = form.get(`${prefix}.UsePreviousValue`) === "true";
    if (isKept && before?.parameters[key] === undefined) {
      throw invalid(`Invalid input for parameter key ${key}. Cannot specify usePreviousValue`);
    }
    given[key] = isKept ? (before?.parameters[key] ?? "") : at(form, `${prefix}.ParameterValue`);
  }
  const declared = template.Parameters ?? {};
  const unknown = Object.keys(given).filter((key) => !(key in declared));
  if (unknown.length > 0) {
    throw invalid(`Parameters: [${unknown.join(", ")}] do not exist in the template`);
  }
  for (const [key, { Default, AllowedPattern, AllowedValues }] of Object.entries(declared)) {
    given[key] ??= Default === undefined ? missing(key) : String(Default);
    const isAllowed =
      new RegExp(`^(?:${AllowedPattern ?? "[^]*"})$`).test(given[key]) &&
      (AllowedValues?.includes(given[key]) ?? true);
    if (!isAllowed)
      throw invalid(`Parameter '${key}' must match pattern ${String(AllowedPattern)}`);
  }
  return given;
}

function missing(key: string): never {
  throw invalid(`Parameters: [${key}] must have values`);
}

const body = (call: Call): string => at(call.form, "TemplateBody");

function stackNamed(region: FakeRegion, name: string): FakeStack {
  // By name, or by ARN.
  const stack = region.stacks.get(name.split("/")[1] ?? name);
  if (stack === undefined) throw invalid(`Stack with id ${name} does not exist`);
  return stack;
}

const arnOf = (account: FakeAccount, { regionName }: Call, kind: string, name: string): string =>
  `arn:aws:cloudformation:${regionName}:${account.id}:${kind}/${name}/1`;

function described(account: FakeAccount, call: Call, name: string, stack: FakeStack): string {
  const parameters = Object.entries(stack.parameters).map(
    ([key, value]) =>
      `<member><ParameterKey>${key}</ParameterKey><ParameterValue>${escaped(value)}</ParameterValue></member>`,
  );
  return `<Stacks><member><StackName>${name}</StackName><StackId>${arnOf(account, call, "stack", name)}</StackId><StackStatus>${stack.status}</StackStatus><CreationTime>2026-01-01T00:00:00Z</CreationTime><EnableTerminationProtection>false</EnableTerminationProtection><Parameters>${parameters.join("")}</Parameters></member></Stacks>`;
}

function createChangeSet(call: Call, account: FakeAccount, region: FakeRegion): Reply {
  const stack = at(call.form, "StackName");
  const before = region.stacks.get(stack);
  const isNew = before === undefined || before.status === "REVIEW_IN_PROGRESS";
  if (isNew !== (at(call.form, "ChangeSetType") === "CREATE"))
    throw invalid("the type does not fit");
  const template = body(call);
  if (Buffer.byteLength(template) > 51_200) throw invalid("templateBody is too long");
  const parameters = parametersFor(call.form, read(template), before);
  if (isNew) {
    region.stacks.set(stack, { status: "REVIEW_IN_PROGRESS", template: "", parameters: {} });
  }
  const isSame =
    !isNew &&
    isDeepStrictEqual(read(before.template), read(template)) &&
    isDeepStrictEqual(before.parameters, parameters);
  const id = arnOf(account, call, "changeSet", `${at(call.form, "ChangeSetName")}-${randomUUID()}`);
  const set = { id, stack, template, parameters, changes: isSame ? 0 : 1 };
  region.changeSets.set(id, set);
  region.changeSets.set(`${stack}/${at(call.form, "ChangeSetName")}`, set);
  return formAnswer(
    "CreateChangeSet",
    `<Id>${id}</Id><StackId>${arnOf(account, call, "stack", stack)}</StackId>`,
  );
}

function changeSetNamed({ form }: Call, region: FakeRegion): ChangeSet {
  const name = at(form, "ChangeSetName");
  const stack = at(form, "StackName");
  const found =
    region.changeSets.get(name) ?? region.changeSets.get(`${stack.split("/")[1] ?? stack}/${name}`);
  if (found === undefined)
    throw new Refusal("ChangeSetNotFound", `ChangeSet [${name}] does not exist`, 404);
  return found;
}

/** What a stack makes that others of the account can see. */
function make(account: FakeAccount, { template, parameters }: ChangeSet): void {
  for (const { Type, Condition, Properties } of Object.values(read(template).Resources)) {
    if (Type === "AWS::IAM::Role") account.roles.add(String(Properties["RoleName"]));
    if (Type === "AWS::IAM::ManagedPolicy") {
      account.policies.add(
        `arn:aws:iam::${account.id}:policy/${String(Properties["ManagedPolicyName"])}`,
      );
    }
    if (
      Type === "AWS::IAM::OIDCProvider" &&
      Condition !== undefined &&
      parameters["HasProvider"] === "no"
    ) {
      account.providers.add("token.actions.githubusercontent.com");
      account.audiences = Properties["ClientIdList"] as string[];
    }
  }
}

const actions: Readonly<Record<string, Service>> = {
  DescribeStacks: (call, account, region) => {
    const name = at(call.form, "StackName");
    const stack = stackNamed(region, name);
    return formAnswer(
      "DescribeStacks",
      described(account, call, name.split("/")[1] ?? name, stack),
    );
  },
  GetTemplate: ({ form }, _, region) =>
    formAnswer(
      "GetTemplate",
      `<TemplateBody>${escaped(stackNamed(region, at(form, "StackName")).template)}</TemplateBody>`,
    ),
  GetTemplateSummary: () => formAnswer("GetTemplateSummary", "<ResourceTypes/>"),
  CreateChangeSet: createChangeSet,
  DescribeChangeSet: (call, account, region) => {
    const { id, stack, changes } = changeSetNamed(call, region);
    const outcome =
      changes === 0
        ? "<Status>FAILED</Status><ExecutionStatus>UNAVAILABLE</ExecutionStatus><StatusReason>The submitted information didn't contain changes. Submit different information to create a change set.</StatusReason>"
        : "<Status>CREATE_COMPLETE</Status><ExecutionStatus>AVAILABLE</ExecutionStatus><Changes><member><Type>Resource</Type><ResourceChange><Action>Add</Action><LogicalResourceId>x</LogicalResourceId><ResourceType>AWS::IAM::Role</ResourceType></ResourceChange></member></Changes>";
    return formAnswer(
      "DescribeChangeSet",
      `<ChangeSetName>${escaped(at(call.form, "ChangeSetName"))}</ChangeSetName><ChangeSetId>${id}</ChangeSetId><StackName>${stack}</StackName><StackId>${arnOf(account, call, "stack", stack)}</StackId>${outcome}`,
    );
  },
  ExecuteChangeSet: (call, account, region) => {
    const set = changeSetNamed(call, region);
    make(account, set);
    const isNew = region.stacks.get(set.stack)?.status === "REVIEW_IN_PROGRESS";
    const status = isNew ? "CREATE_COMPLETE" : "UPDATE_COMPLETE";
    const { template, parameters } = set;
    region.stacks.set(set.stack, { status, template, parameters });
    return formAnswer("ExecuteChangeSet", "");
  },
  // The CDK deletes the set of its last deployment first, and asks until it is gone.
  DeleteChangeSet: ({ form }, _, { changeSets }) => {
    const [name, stack] = [at(form, "ChangeSetName"), at(form, "StackName")];
    for (const key of [name, `${stack}/${name}`]) {
      changeSets.delete(changeSets.get(key)?.id ?? key);
      changeSets.delete(key);
    }
    return formAnswer("DeleteChangeSet", "");
  },
  // Of a stack that was never made: somebody did not agree to it.
  DeleteStack: ({ form }, _, { stacks }) => {
    stacks.delete(at(form, "StackName"));
    return formAnswer("DeleteStack", "");
  },
  DescribeStackEvents: () => formAnswer("DescribeStackEvents", "<StackEvents/>"),
  DescribeEvents: () => formAnswer("DescribeEvents", "<OperationEvents/>"),
  UpdateTerminationProtection: (call, account) =>
    formAnswer(
      "UpdateTerminationProtection",
      `<StackId>${arnOf(account, call, "stack", at(call.form, "StackName"))}</StackId>`,
    ),
};

export const cloudformation: Service = (call, account, region) => {
  const action = actions[call.action];
  if (action === undefined) throw new Refusal("InvalidAction", `No ${call.action} here`);
  return action(call, account, region);
};

// What an AWS account needs once, before anything can be deployed from GitHub. `npm run bootstrap:synth -- -c account=all`
// writes the templates; docs/deploy.md says how they get into an account.
import { App } from "aws-cdk-lib";
import { makeStacks } from "./stacks.ts";

makeStacks(new App()).synth();

// The role of one environment's jobs.
import { CfnParameter, Stack, type App } from "aws-cdk-lib";
import { roleName, type Deployer } from "./deployer.ts";
import { trustOf } from "./github.ts";
import { makeRole } from "./role.ts";
import { common } from "./stack.ts";

export class DeployerStack extends Stack {
  constructor(app: App, deployer: Deployer) {
    super(app, roleName(deployer), {
      ...common(),
      description: `AI Learning Platform: who deploys ${deployer.environment} from GitHub`,
    });
    const prefix = new CfnParameter(this, "SubjectPrefix", {
      description:
        "What the subjects of the repository's tokens begin with, such as repo:owner/name",
      // No wildcards and no second colon: what follows is the environment's name, and ours to say.
      allowedPattern: "^repo:[A-Za-z0-9@._-]+/[A-Za-z0-9@._-]+$",
      constraintDescription: "repo:owner/name, without wildcards",
    });
    if (deployer.isLasting) {
      new CfnParameter(this, "SiteDomain", {
        description: "The only domain it may ask certificates for; left out, it gets none",
        allowedPattern: "^[a-z0-9.-]+$",
        default: "none.invalid",
      });
    }
    makeRole(this, deployer, trustOf(prefix.valueAsString, deployer));
  }
}

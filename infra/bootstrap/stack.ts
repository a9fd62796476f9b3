// What the stacks of the bootstrap have in common. Several, because a template of over 51,200 bytes needs a bucket.
import { BootstraplessSynthesizer, type IStackSynthesizer, type StackProps } from "aws-cdk-lib";

export const common = (): StackProps => ({
  terminationProtection: true,
  // No files to upload, so no second bootstrap for this one.
  // (The class says `undefined` where its interface says "left out".)
  synthesizer: new BootstraplessSynthesizer() as IStackSynthesizer,
});

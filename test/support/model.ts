// Asking the scripted model what it was asked.
import type { ModelCall } from "./scripted-model.ts";
import { shared, type Target } from "./target.ts";

/** The requests the model received whose body contains a text, oldest first. */
export async function modelCalls(
  contains: string,
  target: Target = shared(),
): Promise<ModelCall[]> {
  const url = new URL("/script/calls", target.modelUrl);
  url.searchParams.set("contains", contains);
  const calls: ModelCall[] = JSON.parse(await (await fetch(url)).text());
  return calls;
}

/** Lets the answer held back by `[hold key]` go. */
export async function release(key: string, target: Target = shared()): Promise<void> {
  const url = new URL("/script/release", target.modelUrl);
  url.searchParams.set("key", key);
  await fetch(url);
}

// Parts of the chat that are loaded after it, with the words that they have in common.
import { lazy, Suspense, type Component } from "solid-js";
import { loadWords } from "../../i18n/index.ts";
import { optionalCode } from "../../state/optional-code.ts";

/** A part, once its words are there too. */
export async function withWords<T>(part: Promise<T>): Promise<T> {
  const [loaded] = await Promise.all([part, loadWords("chatParts")]);
  return loaded;
}

/** A part that the chat is usable without: it shows nothing until it is loaded, and where that fails. */
export function optional<P extends object>(
  load: () => Promise<{ default: Component<P> }>,
): Component<P> {
  const Part = lazy(async () => {
    optionalCode.loading += 1;
    try {
      return await withWords(load());
    } catch {
      return { default: () => null };
    } finally {
      optionalCode.loading -= 1;
    }
  });
  return (props) => <Suspense>{Part(props)}</Suspense>;
}

// Parts of the chat that it is usable without.
import { lazy, Suspense, type Component } from "solid-js";
import { loadWords, type Section } from "../../i18n/index.ts";
import { optionalCode } from "../../state/optional-code.ts";

/** A component that is loaded with its words, and shows nothing until then and where that fails. */
export function optional<P extends object>(
  load: () => Promise<{ default: Component<P> }>,
  section: Section,
): Component<P> {
  const Part = lazy(async () => {
    optionalCode.isLoading = true;
    try {
      return (await Promise.all([load(), loadWords(section)]))[0];
    } catch {
      return { default: () => null };
    } finally {
      optionalCode.isLoading = false;
    }
  });
  return (props) => <Suspense>{Part(props)}</Suspense>;
}

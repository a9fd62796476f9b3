// The study chat, loaded with the chat's own code when a page has one to show.
import { lazy, Suspense, type JSX } from "solid-js";
import { Note } from "../../components/message.tsx";
import { t } from "../../i18n/index.ts";
import { optionalCode } from "../../state/optional-code.ts";
import type { StudyChatProps } from "../chat/study-chat.tsx";

const StudyChat = lazy(async () => {
  // The page itself is of use without it, and is not reloaded for its sake.
  optionalCode.loading += 1;
  try {
    const { loadStudy } = await import("../chat/chat-page.tsx");
    return await loadStudy();
  } catch {
    return { default: Missing };
  } finally {
    optionalCode.loading -= 1;
  }
});

function Missing(props: StudyChatProps): JSX.Element {
  return (
    <div role="status">
      {(props.isOpen || props.isAlwaysBeside) && (
        <Note kind="warn">
          <p>{t("learning").study.loadFailed}</p>
        </Note>
      )}
    </div>
  );
}

export function Study(props: StudyChatProps): JSX.Element {
  return (
    <Suspense>
      <StudyChat {...props} />
    </Suspense>
  );
}

// Stops the answer that is being generated. Its text stays.
import { onCleanup, Show, type JSX } from "solid-js";
import { Button } from "../../components/button.tsx";
import { t } from "../../i18n/index.ts";
import { useRoom } from "./room-context.ts";

/** Beside the send button and not in its place: a late click must not hit the wrong one. */
export function StopButton(props: { onGone: () => void }): JSX.Element {
  const room = useRoom();
  const isStopping = (id: string): boolean => room.session.stopping().has(id);
  return (
    <Show when={room.unfinished()?.id}>
      {(id) => (
        <Button
          class="composer-stop"
          icon="stop"
          busy={isStopping(id())}
          ref={(made: HTMLElement) => giveFocusBack(made, () => props.onGone())}
          onClick={() => room.session.stop(id())}
        >
          <span class="composer-action-text">
            {isStopping(id()) ? t("chat").stopping : t("chat").stop}
          </span>
        </Button>
      )}
    </Show>
  );
}

/** Cancels an answer that is queued behind another one. */
export function CancelAnswer(props: { id: string }): JSX.Element {
  const room = useRoom();
  return (
    <Button
      variant="quiet"
      size="small"
      icon="stop"
      busy={room.session.stopping().has(props.id)}
      onClick={() => room.session.stop(props.id)}
    >
      {t("chat").cancelAnswer}
    </Button>
  );
}

/** Calls `onGone` when the button is removed while it has the keyboard focus. */
function giveFocusBack(button: HTMLElement, onGone: () => void): void {
  onCleanup(() => {
    if (button.matches(":focus-visible")) onGone();
  });
}

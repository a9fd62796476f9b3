// Ends the answer that is being written. What was written stays.
import { onCleanup, Show, type JSX } from "solid-js";
import { Button } from "../../components/button.tsx";
import { t } from "../../i18n/index.ts";
import type { Room } from "./room.ts";

/** Beside the button that sends, so that neither is ever where the other was a moment ago. */
export function StopButton(props: { room: Room; onGone: () => void }): JSX.Element {
  const isStopping = (id: string): boolean => props.room.session.stopping().has(id);
  return (
    <Show when={props.room.unfinished()?.id}>
      {(id) => (
        <Button
          class="composer-stop"
          icon="stop"
          busy={isStopping(id())}
          ref={(made: HTMLElement) => giveFocusBack(made, () => props.onGone())}
          onClick={() => props.room.session.stop(id())}
        >
          <span class="composer-action-text">
            {isStopping(id()) ? t("chat").stopping : t("chat").stop}
          </span>
        </Button>
      )}
    </Show>
  );
}

/** For an answer that waits behind another one. */
export function StopWaiting(props: { id: string; room: Room }): JSX.Element {
  return (
    <Button
      variant="quiet"
      size="small"
      icon="stop"
      busy={props.room.session.stopping().has(props.id)}
      onClick={() => props.room.session.stop(props.id)}
    >
      {t("chat").stopWaiting}
    </Button>
  );
}

/** When the button goes, whoever was on it with the keyboard goes on in the field. */
function giveFocusBack(button: HTMLElement, onGone: () => void): void {
  onCleanup(() => {
    if (button.matches(":focus-visible")) onGone();
  });
}

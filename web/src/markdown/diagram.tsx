// A diagram below its source, drawn on demand by a page of its own in a sandbox.
import { systemClock } from "@ai-learning/client/clock";
import { createEffect, createSignal, onCleanup, Show, type JSX } from "solid-js";
import { Button } from "../components/button.tsx";
import { announce } from "../components/live-region.tsx";
import { Spinner } from "../components/spinner.tsx";
import { readReply, type Request } from "../diagram/messages.ts";
import { isDark } from "../state/theme.ts";
import { diagramWords } from "./diagram-words.ts";
import "./diagram.css";

/** Milliseconds from the click to the picture. */
const limitMs = 10_000;

/** Where the picture is: nowhere, being drawn, there, or not to be drawn, and why. */
type State =
  | { readonly at: "source" | "drawing" | "drawn" }
  | { readonly at: "failed"; readonly reason: string };

export function Diagram(props: { source: string }): JSX.Element {
  const [state, setState] = createSignal<State>({ at: "source" });
  const isOpen = (): boolean => state().at === "drawing" || state().at === "drawn";
  // Another source is another diagram.
  createEffect((before: string | undefined) => {
    if (before !== undefined && before !== props.source) setState({ at: "source" });
    return props.source;
  });

  function fail(reason: string): void {
    setState({ at: "failed", reason });
    announce(diagramWords().failed(reason));
  }

  return (
    <div class="diagram">
      <Button
        size="small"
        icon="eye"
        aria-expanded={isOpen()}
        onClick={() => setState({ at: isOpen() ? "source" : "drawing" })}
      >
        {isOpen() ? diagramWords().hide : diagramWords().draw}
      </Button>
      <Show when={isOpen()}>
        <Show when={state().at === "drawing"}>
          <p class="soft small row">
            <Spinner />
            {diagramWords().drawing}
          </p>
        </Show>
        <DiagramFrame
          source={props.source}
          onDrawn={() => {
            if (state().at === "drawing") announce(diagramWords().drawn);
            setState({ at: "drawn" });
          }}
          onFail={fail}
        />
      </Show>
      <Show when={reasonOf(state())}>
        {(reason) => <p class="diagram-failure small">{diagramWords().failed(reason())}</p>}
      </Show>
    </div>
  );
}

const reasonOf = (state: State): string | undefined =>
  state.at === "failed" ? state.reason : undefined;

function DiagramFrame(props: {
  source: string;
  onDrawn: () => void;
  onFail: (reason: string) => void;
}): JSX.Element {
  const [isReady, setReady] = createSignal(false);
  let frame: HTMLIFrameElement | undefined;
  const stopWaiting = systemClock.after(limitMs, () => props.onFail(diagramWords().tooLong));
  onCleanup(stopWaiting);

  function take(event: MessageEvent<unknown>): void {
    if (frame === undefined || event.source !== frame.contentWindow) return;
    const reply = readReply(event.data);
    if (reply?.type === "ready") setReady(true);
    if (reply?.type === "failed") props.onFail(reply.reason);
    if (reply?.type !== "drawn") return;
    stopWaiting();
    frame.style.setProperty("block-size", `${String(reply.height)}px`);
    props.onDrawn();
  }
  addEventListener("message", take);
  onCleanup(() => removeEventListener("message", take));

  createEffect(() => {
    const request: Request = { type: "draw", source: props.source, isDark: isDark() };
    // The sandbox has no origin to name.
    if (isReady()) frame?.contentWindow?.postMessage(request, "*");
  });

  return (
    <iframe
      ref={(one) => {
        frame = one;
      }}
      class="diagram-frame"
      src="/diagram.html"
      sandbox="allow-scripts"
      referrerpolicy="no-referrer"
      title={diagramWords().title}
    />
  );
}

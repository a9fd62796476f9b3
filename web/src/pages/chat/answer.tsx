// What the mentor said, or says right now, and what came of it.
import { Match, Show, Switch, type JSX } from "solid-js";
import { Button } from "../../components/button.tsx";
import { CopyButton } from "../../components/copy-button.tsx";
import { Note } from "../../components/message.tsx";
import { codeText } from "../../i18n/errors.ts";
import { t } from "../../i18n/index.ts";
import { Markdown } from "../../markdown/markdown.tsx";
import { isUnfinished, type Message } from "../../state/model.ts";
import "./answer.css";
import { Finalized } from "./finalized.tsx";
import { markdownLabels } from "./markdown-labels.ts";
import type { Room } from "./room.ts";
import { MoreAllowance } from "./states.tsx";
import { When } from "./when.tsx";
import { say } from "./words.ts";

export function Answer(props: { message: Message; room: Room }): JSX.Element {
  const isMade = (): boolean =>
    props.message.kind === "finalization" && props.message.status === "complete";
  return (
    <article class="answer" data-status={props.message.status}>
      <h2 class="answer-author">{say().mentor}</h2>
      <Show when={props.message.text !== ""}>
        <Show
          when={isMade()}
          fallback={
            <Markdown
              text={props.message.text}
              isGrowing={isUnfinished(props.message)}
              labels={markdownLabels()}
            />
          }
        >
          <Finalized message={props.message} room={props.room} />
        </Show>
      </Show>
      <Switch fallback={<Facts message={props.message} />}>
        <Match when={isUnfinished(props.message)}>
          <Progress message={props.message} room={props.room} />
        </Match>
        <Match when={props.message.status === "failed"}>
          <Failed message={props.message} room={props.room} />
        </Match>
      </Switch>
    </article>
  );
}

function Progress(props: { message: Message; room: Room }): JSX.Element {
  const isFirst = (): boolean => props.room.unfinished()?.id === props.message.id;
  const words = (): string => {
    if (!isFirst()) return say().queued;
    return props.message.kind === "finalization" ? say().making : say().answering;
  };
  return (
    <p class="answer-progress">
      <Show when={isFirst()}>
        <span class="answer-dots" aria-hidden="true">
          <span />
          <span />
          <span />
        </span>
      </Show>
      {words()}
    </p>
  );
}

function Failed(props: { message: Message; room: Room }): JSX.Element {
  return (
    <Note kind="danger">
      <p>
        <strong>{say().failed}.</strong> {codeText(props.message.errorCode ?? "internal_error")}
        <MoreAllowance code={props.message.errorCode} />
      </p>
      <div class="row">
        <Button
          size="small"
          icon="refresh"
          busy={props.room.isAsking()}
          onClick={() => props.room.again(props.message)}
        >
          {say().again}
        </Button>
      </div>
    </Note>
  );
}

/** Who answered, for how many tokens, and when. */
function Facts(props: { message: Message }): JSX.Element {
  return (
    <footer class="answer-facts">
      <Show when={props.message.status === "stopped"}>
        <span class="answer-stopped">{say().stopped}</span>
      </Show>
      <Show when={props.message.model}>{(model) => <span>{model()}</span>}</Show>
      <Show when={props.message.tokens !== null}>
        <span>{say().tokens(props.message.tokens ?? 0)}</span>
      </Show>
      <Show when={props.message.at}>{(at) => <When at={at()} />}</Show>
      <CopyButton
        text={() => props.message.text}
        label={say().copyAnswer}
        copiedLabel={t().app.copied}
        failedLabel={t().app.notCopied}
      />
    </footer>
  );
}

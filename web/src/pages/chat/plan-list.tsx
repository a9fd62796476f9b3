// A plan as the panel shows it: its hours, its modules with marks for what changed, and what was removed.
import type { PlanModule } from "@ai-learning/protocol/plan";
import { createMemo, For, Index, Show, type JSX } from "solid-js";
import { Badge, type Tone } from "../../components/badge.tsx";
import "../../components/plan.css";
import { t } from "../../i18n/index.ts";
import { changesOf, plannedHours, type Mark, type ShownPlan } from "./plan-view.ts";
import { useRoom } from "./room-context.ts";

export function PlanList(props: { shown: ShownPlan; children?: JSX.Element }): JSX.Element {
  const room = useRoom();
  const plan = () => props.shown.plan;
  const hours = createMemo(() => plannedHours(plan()));
  const changes = createMemo(() => changesOf(props.shown));
  return (
    <div class="plan-view">
      <h3 class="plan-view-title" dir="auto">
        {plan().title ?? room.track().title}
      </h3>
      <dl class="plan-facts">
        <Show when={hours()}>
          {(sum) => (
            <div>
              <dt>{t("chatParts").planned}</dt>
              <dd>{t("chatParts").hours(sum())}</dd>
            </div>
          )}
        </Show>
        <Show when={room.track().estimated_duration_hours > 0}>
          <div>
            <dt>{t("chatParts").wished}</dt>
            <dd>{t("chatParts").hours(room.track().estimated_duration_hours)}</dd>
          </div>
        </Show>
      </dl>
      <Show
        when={props.shown.isGrowing}
        fallback={
          <Show when={!plan().isComplete}>
            <p class="plan-note">{t("chatParts").notComplete}</p>
          </Show>
        }
      >
        <p class="plan-note">{t("chatParts").writing}</p>
      </Show>
      {props.children}
      <ol class="plan" role="list" aria-label={t("chatParts").modules}>
        <Index each={plan().modules}>
          {(module, index) => (
            <Row module={module()} number={index + 1} marks={changes().marks[index] ?? []} />
          )}
        </Index>
      </ol>
      <Show when={changes().removed.length > 0}>
        <div class="plan-removed">
          <h4>{t("chatParts").removed}</h4>
          <ul role="list">
            <For each={changes().removed}>
              {(title) => (
                <li dir="auto">
                  <s>{title}</s>
                </li>
              )}
            </For>
          </ul>
        </div>
      </Show>
    </div>
  );
}

const tones: Readonly<Record<Mark["kind"], Tone>> = {
  added: "good",
  renamed: "accent",
  hours: "accent",
  moved: "neutral",
};

function markText(mark: Mark): string {
  const { marks } = t("chatParts");
  if (mark.kind === "added") return marks.added;
  if (mark.kind === "moved") return marks.moved(mark.from);
  return mark.kind === "renamed" ? marks.renamed(mark.before) : marks.hours(mark.before);
}

function Row(props: { module: PlanModule; number: number; marks: readonly Mark[] }): JSX.Element {
  return (
    <li class="plan-row" dir="auto">
      <span class="plan-number" aria-hidden="true">
        {props.number}
      </span>
      <div class="plan-body">
        <div class="plan-head">
          <span class="plan-title">{props.module.title || t("chatParts").untitled}</span>
          <Show when={props.module.hours}>
            {(hours) => (
              <span class="plan-size">
                <bdi>{t("chatParts").hours(hours())}</bdi>
              </span>
            )}
          </Show>
        </div>
        <Show when={props.marks.length > 0}>
          <p class="plan-marks">
            <For each={props.marks}>
              {(mark) => (
                <Badge tone={tones[mark.kind]}>
                  <bdi>{markText(mark)}</bdi>
                </Badge>
              )}
            </For>
          </p>
        </Show>
        <About module={props.module} />
      </div>
    </li>
  );
}

/** What a module is about, closed at first. */
function About(props: { module: PlanModule }): JSX.Element {
  const count = (): number => props.module.topics.length;
  return (
    <Show when={count() > 0 || props.module.summary !== null}>
      <details class="plan-about">
        <summary>
          {count() > 0 ? t("chatParts").topics(count()) : t("chatParts").about}
          <span class="visually-hidden">: {props.module.title}</span>
        </summary>
        <Show when={props.module.summary}>{(summary) => <p>{summary()}</p>}</Show>
        <Show when={count() > 0}>
          <ul>
            <Index each={props.module.topics}>{(topic) => <li>{topic()}</li>}</Index>
          </ul>
        </Show>
      </details>
    </Show>
  );
}

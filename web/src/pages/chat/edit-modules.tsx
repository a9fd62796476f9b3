// The modules of a plan that is edited: fields, and ways to add, remove and move them.
import { createSignal, For, Show, type Accessor, type JSX } from "solid-js";
import { Button } from "../../components/button.tsx";
import { FieldError } from "../../components/field.tsx";
import { Icon } from "../../components/icon.tsx";
import { t } from "../../i18n/index.ts";
import { limits } from "@ai-learning/protocol/limits";
import { drag } from "./edit-drag.ts";
import {
  changed,
  moved,
  withBack,
  without,
  withOneMore,
  type DraftModule,
  type Fault,
  type ModuleFaults,
} from "./edit-draft.ts";
import type { Edit } from "./edit-state.ts";

interface ModuleFieldsProps {
  edit: Edit;
  faultText: (fault: Fault | undefined) => string | undefined;
}

interface Removed {
  readonly module: DraftModule;
  readonly at: number;
}

interface Actions {
  readonly removed: Accessor<Removed | null>;
  /** What a screen reader is told of the last one. */
  readonly news: Accessor<string>;
  /** `part` of the module gets the focus afterwards. */
  readonly move: (key: number, to: number, part?: string) => void;
  readonly remove: (key: number) => void;
  readonly putBack: (one: Removed) => void;
  readonly add: () => void;
}

/** What the row of a removed module shows in its last moment. */
const gone: DraftModule = { key: -1, title: "", hours: "", summary: "", topics: "" };

const addId = "plan-edit-add";

function createActions(edit: Edit): Actions {
  const { draft } = edit;
  const [news, setNews] = createSignal("");
  const [removed, setRemoved] = createSignal<Removed | null>(null);
  const focus = (key: number, part: string): void =>
    queueMicrotask(() => {
      document.querySelector<HTMLElement>(`[data-key="${String(key)}"] ${part}`)?.focus();
    });
  return {
    removed,
    news,
    move(key, to, part) {
      const count = draft().modules.length;
      if (to < 0 || to >= count) return;
      edit.change(moved(draft(), key, to));
      setNews(t("chatParts").edit.place(to + 1, count));
      if (part !== undefined) focus(key, part);
    },
    remove(key) {
      const at = draft().modules.findIndex((one) => one.key === key);
      const module = draft().modules[at];
      if (module === undefined) return;
      setRemoved({ module, at });
      edit.change(without(draft(), key));
      setNews(t("chatParts").edit.removed(module.title));
      document.querySelector<HTMLElement>(`#${addId}`)?.focus();
    },
    putBack({ module, at }) {
      setRemoved(null);
      edit.change(withBack(draft(), module, at));
      focus(module.key, "input");
    },
    add() {
      const next = withOneMore(draft());
      edit.change(next);
      focus(next.modules.at(-1)?.key ?? 0, "input");
    },
  };
}

export function ModuleFields(props: ModuleFieldsProps): JSX.Element {
  const words = () => t("chatParts").edit;
  const actions = createActions(props.edit);
  const draft = () => props.edit.draft();
  // By key: a row stays, with its focus, while its module is changed or moved.
  const keys = () => draft().modules.map((one) => one.key);
  return (
    <>
      <ol class="plan edit-list" role="list" aria-label={t("chatParts").modules}>
        <For each={keys()}>
          {(key, at) => (
            <Row
              key={key}
              module={draft().modules[at()] ?? gone}
              at={at()}
              count={keys().length}
              faults={props.edit.faults()?.modules[at()]}
              faultText={props.faultText}
              onChange={(fields) => props.edit.change(changed(draft(), key, fields))}
              onRemove={() => actions.remove(key)}
              onMove={(to, part) => actions.move(key, to, part)}
            />
          )}
        </For>
      </ol>
      <p class="visually-hidden" role="status">
        {actions.news()}
      </p>
      <Show when={actions.removed()}>
        {(one) => (
          <p class="edit-removed">
            <span dir="auto">{words().removed(one().module.title)}</span>{" "}
            <Button size="small" variant="quiet" onClick={() => actions.putBack(one())}>
              {words().putBack}
            </Button>
          </p>
        )}
      </Show>
      <Button
        id={addId}
        size="small"
        icon="plus"
        waiting={keys().length >= limits.planModules}
        onClick={actions.add}
      >
        {words().add}
      </Button>
    </>
  );
}

interface RowProps {
  key: number;
  module: DraftModule;
  at: number;
  count: number;
  faults: ModuleFaults | undefined;
  faultText: (fault: Fault | undefined) => string | undefined;
  onChange: (fields: Partial<Omit<DraftModule, "key">>) => void;
  onRemove: () => void;
  /** `part` gets the focus afterwards. */
  onMove: (to: number, part?: string) => void;
}

function Row(props: RowProps): JSX.Element {
  let row: HTMLLIElement | undefined;
  const words = () => t("chatParts").edit;
  const number = (): number => props.at + 1;
  const name = (): string => words().module(number());
  const id = (field: string): string => `plan-edit-${field}-${String(props.key)}`;
  const error = (field: keyof ModuleFaults): string | undefined =>
    props.faultText(props.faults?.[field]);
  const ties = (field: keyof ModuleFaults) => ({
    id: id(field),
    get "aria-invalid"() {
      return error(field) === undefined ? undefined : ("true" as const);
    },
    get "aria-describedby"() {
      return error(field) === undefined ? undefined : `${id(field)}-error`;
    },
  });
  return (
    <li class="edit-row" data-key={props.key} ref={(made) => (row = made)}>
      <span
        class="edit-grip"
        aria-hidden="true"
        title={words().drag}
        onPointerDown={(event) => {
          const list = row?.parentElement;
          if (row && list) drag(event, { list, row, onDrop: (to) => props.onMove(to) });
        }}
      >
        <Icon name="menu" size={16} />
        {number()}
      </span>
      <div class="edit-body" role="group" aria-label={name()}>
        <div class="edit-head">
          <input
            {...ties("title")}
            class="control"
            dir="auto"
            autocomplete="off"
            aria-label={words().titleOf(number())}
            placeholder={words().moduleTitle}
            value={props.module.title}
            onInput={(event) => props.onChange({ title: event.currentTarget.value })}
          />
          <label class="edit-hours">
            <input
              {...ties("hours")}
              class="control"
              inputmode="numeric"
              autocomplete="off"
              aria-label={words().hoursOf(number())}
              value={props.module.hours}
              onInput={(event) => props.onChange({ hours: event.currentTarget.value })}
            />
            <span aria-hidden="true">{words().hour}</span>
          </label>
        </div>
        <FieldError id={`${id("title")}-error`} text={error("title")} />
        <FieldError id={`${id("hours")}-error`} text={error("hours")} />
        <Tools {...props} name={name()} />
        <Details {...props} ties={ties} error={error} name={name()} id={id} />
      </div>
    </li>
  );
}

function Tools(props: RowProps & { name: string }): JSX.Element {
  const words = () => t("chatParts").edit;
  return (
    <div class="edit-tools">
      <Button
        class="edit-up"
        variant="quiet"
        size="small"
        icon="arrow-down"
        label={words().up(props.name)}
        waiting={props.at === 0}
        onClick={() => props.onMove(props.at - 1, ".edit-up")}
      />
      <Button
        class="edit-down"
        variant="quiet"
        size="small"
        icon="arrow-down"
        label={words().down(props.name)}
        waiting={props.at === props.count - 1}
        onClick={() => props.onMove(props.at + 1, ".edit-down")}
      />
      <Button
        variant="quiet"
        size="small"
        icon="trash"
        label={words().remove(props.name)}
        onClick={() => props.onRemove()}
      />
    </div>
  );
}

interface DetailsProps extends RowProps {
  name: string;
  id: (field: string) => string;
  ties: (field: keyof ModuleFaults) => object;
  error: (field: keyof ModuleFaults) => string | undefined;
}

/** Summary and topics, closed at first. */
function Details(props: DetailsProps): JSX.Element {
  const words = () => t("chatParts").edit;
  return (
    <details class="plan-about edit-details">
      <summary>
        {words().details}
        <span class="visually-hidden">: {props.name}</span>
      </summary>
      <div class="field">
        <label for={props.id("summary")}>{words().summary}</label>
        <textarea
          {...props.ties("summary")}
          class="control"
          dir="auto"
          rows={2}
          value={props.module.summary}
          onInput={(event) => props.onChange({ summary: event.currentTarget.value })}
        />
        <FieldError id={`${props.id("summary")}-error`} text={props.error("summary")} />
      </div>
      <div class="field">
        <label for={props.id("topics")}>{words().topics}</label>
        <textarea
          {...props.ties("topics")}
          class="control"
          dir="auto"
          rows={3}
          value={props.module.topics}
          onInput={(event) => props.onChange({ topics: event.currentTarget.value })}
        />
        <FieldError id={`${props.id("topics")}-error`} text={props.error("topics")} />
      </div>
    </details>
  );
}

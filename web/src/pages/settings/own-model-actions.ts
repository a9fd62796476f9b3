// Testing, saving and removing the user's own model: one action at a time, its error beside the field it is about.
import { createSignal, type Accessor } from "solid-js";
import { ApiError } from "@ai-learning/client/api-error";
import type { Answer } from "@ai-learning/client/api";
import { callLater } from "../../later-api.ts";
import { announce } from "../../components/live-region.tsx";
import { showToast } from "../../components/toast.tsx";
import { t } from "../../i18n/index.ts";
import { ensureUser } from "../../state/current-user.ts";
import type { Fields } from "./own-model-fields.ts";
import { changeOf, names, testOf, type Config, type Name } from "./own-model-form.ts";

export type Action = "test" | "save" | "remove";

/** How the last action ended. */
export type Outcome =
  | { readonly kind: "tested"; readonly answer: Answer<"testConnection"> }
  | { readonly kind: "failed"; readonly action: Action; readonly error: unknown };

export interface Actions {
  /** The one in progress. */
  readonly current: Accessor<Action | undefined>;
  readonly outcome: Accessor<Outcome | undefined>;
  readonly test: () => void;
  readonly save: () => void;
  readonly remove: () => void;
}

interface Options {
  readonly fields: Fields;
  /** False while the fields are hidden: the server's own model is tested then. */
  readonly areFieldsShown: Accessor<boolean>;
  readonly focus: (name: Name) => void;
  readonly onChange: (config: Config) => void;
  readonly onRemoved: () => void;
}

/** The field an error of the server is about; null for none of them. */
function fieldOf(error: unknown): Name | null {
  if (!(error instanceof ApiError)) return null;
  if (error.code === "url_not_allowed") return "base_url";
  return names.find((name) => name === error.issues[0]?.path) ?? null;
}

export function createActions(options: Options): Actions {
  const { fields, areFieldsShown, focus, onChange, onRemoved } = options;
  const [current, setCurrent] = createSignal<Action>();
  const [outcome, setOutcome] = createSignal<Outcome>();

  async function run(action: Action, act: () => Promise<void>): Promise<void> {
    if (current() !== undefined) return;
    setCurrent(action);
    setOutcome();
    try {
      await act();
    } catch (error) {
      const name = areFieldsShown() ? fieldOf(error) : null;
      if (name === null) return void setOutcome({ kind: "failed", action, error });
      fields.refuse(name, error);
      focus(name);
    } finally {
      setCurrent();
    }
  }

  async function test(): Promise<void> {
    const body = areFieldsShown() ? testOf(fields.values) : {};
    setOutcome({ kind: "tested", answer: await callLater("testConnection", { body }) });
  }

  async function save(): Promise<void> {
    const body = changeOf(fields.values);
    await ensureUser();
    const saved = await callLater("setUserConfig", { body });
    fields.show(saved);
    onChange(saved);
    showToast({ text: t("settings").own.saved(saved.model_name) });
  }

  async function remove(): Promise<void> {
    const defaults = await callLater("deleteUserConfig");
    fields.show(defaults);
    onRemoved();
    onChange(defaults);
    showToast({ text: t("settings").own.removed });
  }

  return {
    current,
    outcome,
    test: () => void run("test", test),
    save() {
      const [first, ...others] = fields.check();
      if (first === undefined) void run("save", save);
      else {
        focus(first);
        announce(t().account.checkForm(1 + others.length), true);
      }
    },
    remove: () => void run("remove", remove),
  };
}

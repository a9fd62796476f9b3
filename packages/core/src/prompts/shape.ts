// The one shape of a plan in the dialogue: the page shows it, finalising reads it back.
import type { Locale } from "./locale.ts";

const russian = `Форма плана (markdown, заголовки и эмодзи именно такие):

## 📚 План курса: <название>
🕒 **Всего: <N> ч** · Модулей: <K> · Уровень: <начальный | средний | продвинутый>

### 🎯 Цели
- <цель>

### Модуль 1. <название> — <часы> ч
<одно предложение: о чём модуль>
- <тема>

(так же для каждого модуля, по порядку, у каждого свой заголовок и целые часы)

🧮 **Итого: <сумма часов всех модулей> ч**

### 🛠️ Проекты
- <проект>

### 💡 Советы
- <совет>

Часы — целые числа от 1; их сумма обязана точно равняться числу в строках «Всего» и «Итого».`;

const english = `The plan's shape (markdown, headings and emoji exactly like this):

## 📚 Course plan: <title>
🕒 **Total: <N> h** · Modules: <K> · Level: <beginner | intermediate | advanced>

### 🎯 Goals
- <goal>

### Module 1. <title> — <hours> h
<one sentence: what the module is about>
- <topic>

(the same for every module, in order, each with its own heading and whole hours)

🧮 **Total: <sum of all module hours> h**

### 🛠️ Projects
- <project>

### 💡 Advice
- <advice>

Hours are whole numbers from 1; their sum must equal exactly the number in both "Total" lines.`;

export const planShape: Readonly<Record<Locale, string>> = { ru: russian, en: english };

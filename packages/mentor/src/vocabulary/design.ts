// Drawing, painting, graphic and interface design, 3D.
import { beginnings, type Family } from "./family.ts";

export const design: Family = {
  words: beginnings(
    "design|дизайн|draw|рисова|рисунок|рисунк|paint|живопис|акварел|watercolou?r|oil paint|графи[кч]|graphic|illustrat|иллюстрац|figma|фигма|photoshop|фотошоп|sketch|скетч|ui(?!\\p{L})|ux(?!\\p{L})|" +
      "calligraph|каллиграф|леттеринг|lettering|типограф|typograph|blender|3d|моделирован|animation|анимаци|интерьер|interior|logo|логотип|комикс|comic|манга|manga|портрет|portrait|art(?!\\p{L})|искусств(?!\\p{L}*\\s+интел)",
  ),
  ru: {
    rungs: [
      "{s}: материалы, инструменты и взгляд художника | Готовим инструменты и учимся видеть форму. | инструменты и материалы; линия и форма; наблюдение",
      "Композиция и пропорции | Располагаем элементы так, чтобы работа держалась. | равновесие и акцент; пропорции; ритм и пустота",
      "Цвет, свет и тон | Управляем настроением и объёмом. | цветовой круг; свет и тень; палитра",
      "{s}: приёмы и техника | Отрабатываем главные приёмы на коротких работах. | основные приёмы; фактура и детали; скорость и точность",
      "Анализ референсов и обратная связь | Учимся у мастеров и улучшаем свои работы. | разбор работ; поиск референсов; правки по отзывам",
      "{s}: законченная работа от эскиза до показа | Ведём одну работу от идеи до финала. | идея и эскизы; исполнение; подача",
      "Собственный стиль и серия | Собираем работы, которые узнают. | поиск стиля; серия; эксперименты",
      "{s}: портфолио и работа с заказчиком | Показываем себя и доводим заказ до результата. | портфолио; бриф и сроки; презентация",
    ],
    goals: [
      "Видеть форму, цвет и композицию и применять их: «{s}»",
      "Доводить работы до законченного вида",
      "Собрать небольшое портфолио",
    ],
    projects: [
      "Серия из пяти быстрых этюдов",
      "Законченная работа по теме «{s}»",
      "Мини-портфолио с описанием процесса",
    ],
    advice: [
      "Делайте короткие наброски каждый день",
      "Собирайте референсы и разбирайте, почему они работают",
      "Показывайте незаконченное: отзывы полезнее в начале",
    ],
  },
  en: {
    rungs: [
      "{s}: materials, tools and an artist's eye | Prepare the tools and learn to see form. | tools and materials; line and shape; observation",
      "Composition and proportion | Place elements so that the work holds together. | balance and emphasis; proportion; rhythm and empty space",
      "Colour, light and value | Steer mood and volume. | the colour wheel; light and shade; a palette",
      "{s}: technique | Practise the main techniques on short works. | core techniques; texture and detail; speed and accuracy",
      "References and feedback | Learn from masters and improve your own work. | taking works apart; finding references; revising after feedback",
      "{s}: a finished piece from sketch to show | Lead one work from idea to final form. | idea and sketches; execution; presentation",
      "Your own style and a series | Collect works that people recognise. | looking for a style; a series; experiments",
      "{s}: portfolio and clients | Show yourself and bring a commission to its end. | a portfolio; brief and deadlines; presenting",
    ],
    goals: [
      "See form, colour and composition and use them: {s}",
      "Bring works to a finished state",
      "Put together a small portfolio",
    ],
    projects: [
      "A series of five quick studies",
      "A finished {s} piece",
      "A small portfolio that shows the process",
    ],
    advice: [
      "Make short sketches every day",
      "Collect references and work out why they succeed",
      "Show unfinished work: feedback helps most at the start",
    ],
  },
};

// Photography, video, podcasts.
import { beginnings, type Family } from "./family.ts";

export const media: Family = {
  words: beginnings(
    "photo(?!shop)|фотограф|фото(?!шоп)|съёмк|съемк|video|видео|монтаж|film|кино|режисс|camera|камер|youtube|ютуб|блог|vlog|podcast|подкаст|premiere|davinci|lightroom|стрим|stream",
  ),
  ru: {
    rungs: [
      "{s}: техника и первые кадры | Разбираемся в оборудовании и настройках. | устройство и режимы; экспозиция и фокус; первые кадры",
      "Композиция кадра | Строим кадр так, чтобы он рассказывал. | планы и ракурсы; линии и равновесие; главное и фон",
      "Свет | Видим, выбираем и ставим свет. | естественный свет; простые схемы; цвет и настроение",
      "{s}: съёмка историй | Снимаем сюжет, а не предмет. | идея и план съёмки; работа с людьми; серия кадров",
      "Обработка и монтаж | Отбираем материал и доводим его до результата. | отбор; цвет и звук; экспорт",
      "{s}: законченный проект и публикация | Делаем работу целиком и показываем её. | подготовка; съёмка; публикация и отзывы",
      "Авторский почерк | Ищем темы и приёмы, которые делают работы вашими. | референсы; эксперименты; единый стиль",
      "{s}: заказы и портфолио | Работаем с клиентом и строим репутацию. | портфолио; смета и договорённости; поток работы",
    ],
    goals: [
      "Осознанно управлять кадром и светом: «{s}»",
      "Обрабатывать и собирать материал",
      "Опубликовать законченную работу",
    ],
    projects: [
      "Серия из десяти кадров на одну тему",
      "Короткая история о человеке или месте",
      "Опубликованная работа по теме «{s}» с разбором отзывов",
    ],
    advice: [
      "Снимайте каждый день, хотя бы на телефон",
      "Отбирайте строго: лучше пять сильных кадров, чем пятьдесят",
      "Разбирайте чужие работы кадр за кадром",
    ],
  },
  en: {
    rungs: [
      "{s}: gear and first shots | Understand equipment and settings. | the camera and modes; exposure and focus; first shots",
      "Framing and composition | Build a frame that tells something. | shots and angles; lines and balance; subject and background",
      "Light | See, choose and set light. | natural light; simple set-ups; colour and mood",
      "{s}: shooting stories | Shoot a story, not an object. | idea and shot list; working with people; a series",
      "Editing | Select material and bring it to a result. | selection; colour and sound; export",
      "{s}: a finished project and its publication | Make a whole work and show it. | preparation; shooting; publishing and feedback",
      "A signature of your own | Find topics and devices that make works yours. | references; experiments; one style",
      "{s}: commissions and portfolio | Work with clients and build a reputation. | a portfolio; quotes and agreements; workflow",
    ],
    goals: [
      "Control frame and light on purpose: {s}",
      "Edit and assemble material",
      "Publish a finished work",
    ],
    projects: [
      "A series of ten shots on one topic",
      "A short story about a person or a place",
      "A published {s} work and a review of the feedback",
    ],
    advice: [
      "Shoot every day, if only with a phone",
      "Select strictly: five strong shots beat fifty",
      "Take the works of others apart frame by frame",
    ],
  },
};

import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';

/** What the studio itself says. Everything of the business comes from the Model, with its own labels. */
const en = {
  signIn: 'Sign in',
  signOut: 'Sign out',
  username: 'User name',
  password: 'Password',
  wrongCredentials: 'This name and password do not fit together.',
  search: 'Search',
  create: 'New {{what}}',
  edit: 'Edit',
  save: 'Save',
  cancel: 'Cancel',
  close: 'Close',
  none: 'Nothing here yet.',
  noneFound: 'Nothing fits this search.',
  emptyFields_one: 'Show {{count}} empty field',
  emptyFields_other: 'Show {{count}} empty fields',
  records_one: '{{count}} record',
  records_other: '{{count}} records',
  next: 'Next',
  previous: 'Previous',
  actions: 'What can be done now',
  notNow: 'Not possible now',
  reason: 'Reason',
  documents: 'Documents',
  language: 'Language',
  generate: 'Generate',
  missing: 'Still missing before it can be generated:',
  ready: 'Everything that it needs is there.',
  preview: 'Preview',
  download: 'Download',
  pages_one: '{{count}} page',
  pages_other: '{{count}} pages',
  hidden: 'hidden from you',
  yes: 'Yes',
  no: 'No',
  saved: 'Saved',
  details: 'Details',
  history: 'History',
  retry: 'Try again',
  notFound: 'There is no such record, or you may not see it.',
  apiExplorer: 'API explorer',
  choose: 'Choose…',
};
const ro: Record<keyof typeof en | 'pages_few' | 'emptyFields_few' | 'records_few', string> = {
  signIn: 'Autentificare',
  signOut: 'Ieșire',
  username: 'Nume de utilizator',
  password: 'Parolă',
  wrongCredentials: 'Numele și parola nu se potrivesc.',
  search: 'Caută',
  create: '{{what}}: înregistrare nouă',
  edit: 'Modifică',
  save: 'Salvează',
  cancel: 'Renunță',
  close: 'Închide',
  none: 'Nu este nimic aici încă.',
  noneFound: 'Nimic nu se potrivește căutării.',
  emptyFields_one: 'Arată {{count}} câmp necompletat',
  emptyFields_few: 'Arată {{count}} câmpuri necompletate',
  emptyFields_other: 'Arată {{count}} de câmpuri necompletate',
  records_one: '{{count}} înregistrare',
  records_few: '{{count}} înregistrări',
  records_other: '{{count}} de înregistrări',
  next: 'Înainte',
  previous: 'Înapoi',
  actions: 'Ce se poate face acum',
  notNow: 'Nu este posibil acum',
  reason: 'Motiv',
  documents: 'Documente',
  language: 'Limbă',
  generate: 'Generează',
  missing: 'Mai lipsesc, înainte de generare:',
  ready: 'Tot ce trebuie este completat.',
  preview: 'Previzualizare',
  download: 'Descarcă',
  pages_one: '{{count}} pagină',
  pages_few: '{{count}} pagini',
  pages_other: '{{count}} de pagini',
  hidden: 'ascuns pentru dumneavoastră',
  yes: 'Da',
  no: 'Nu',
  saved: 'Salvat',
  details: 'Detalii',
  history: 'Istoric',
  retry: 'Încearcă din nou',
  notFound: 'Această înregistrare nu există sau nu o puteți vedea.',
  apiExplorer: 'Explorator API',
  choose: 'Alegeți…',
};

const LANGUAGE = 'dealwright.language';
/** The languages that the studio speaks. */
export const LANGUAGES = ['en', 'ro'] as const;

/** Starts the texts in the person's language: the one chosen before, else the browser's, else English. */
export async function startTexts(): Promise<void> {
  const chosen = localStorage.getItem(LANGUAGE) ?? navigator.language.slice(0, 2);
  const lng = (LANGUAGES as readonly string[]).includes(chosen) ? chosen : 'en';
  document.documentElement.lang = lng;
  await i18next.use(initReactI18next).init({
    lng,
    fallbackLng: 'en',
    resources: { en: { translation: en }, ro: { translation: ro } },
    interpolation: { escapeValue: false },
  });
}

/** Chooses a language for this browser; the page starts again in it, so that labels of the Model follow. */
export function chooseLanguage(language: string): void {
  localStorage.setItem(LANGUAGE, language);
  location.reload();
}

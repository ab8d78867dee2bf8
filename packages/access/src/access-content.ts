/** The folder with the platform's own roles; loaded with the application's content. */
export const accessContent = new URL('../content/', import.meta.url);

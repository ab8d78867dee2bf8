/** The folder with the platform's own entities; loaded with the application's content. */
export const recordsContent = new URL('../content/', import.meta.url);

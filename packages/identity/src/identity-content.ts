/** The folder with User, Team and Session; loaded with the application's content. */
export const identityContent = new URL('../content/', import.meta.url);

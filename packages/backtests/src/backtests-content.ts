/** The folder with the entity BacktestRun; loaded with the application's content. */
export const backtestsContent = new URL('../content/', import.meta.url);

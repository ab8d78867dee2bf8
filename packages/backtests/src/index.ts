export type * from './backtest.ts';
export { backtestsContent } from './backtests-content.ts';
export { type BacktestPlan, planBacktest } from './plan-backtest.ts';
export { type ChangeColumn, changeColumns, changeRow } from './report/change-rows.ts';
export { showBacktest } from './report/show-backtest.ts';
export { type BacktestStep, runBacktest } from './run-backtest.ts';

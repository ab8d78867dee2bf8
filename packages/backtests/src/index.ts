export type * from './backtest.ts';
export { type BacktestPlan, planBacktest } from './plan-backtest.ts';
export { type BacktestStep, runBacktest } from './run-backtest.ts';

import type { Process } from '../process.ts';
import type { Chart } from './chart.ts';
import { chartOf } from './chart-of.ts';
import { drawChart } from './draw-chart.ts';
import { type LaidOut, layoutChart } from './layout-chart.ts';

/**
 * A picture of the process as SVG, in a language, with the active states marked. What is laid out once is kept: of all
 * records of a process only the marks differ.
 * @param active names of states, as an instance holds them
 */
export async function drawProcess(process: Process, locale: string, active: readonly string[] = []): Promise<string> {
  const pictures = known.get(process) ?? new Map<string, Promise<Picture>>();
  known.set(process, pictures);
  const language = locale.slice(0, 2);
  const picture = pictures.get(language) ?? layOut(process, language);
  pictures.set(language, picture);
  const { chart, laidOut } = await picture;
  return drawChart(chart, laidOut, new Set(active));
}

interface Picture {
  readonly chart: Chart;
  readonly laidOut: LaidOut;
}

const known = new WeakMap<Process, Map<string, Promise<Picture>>>();

async function layOut(process: Process, locale: string): Promise<Picture> {
  const chart = chartOf(process, locale);
  return { chart, laidOut: await layoutChart(chart) };
}

/** ECharts with only what the house draws: lines, bars, their axes, a legend and a tip, as SVG. Loaded where a chart is seen. */
import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

echarts.use([LineChart, BarChart, GridComponent, TooltipComponent, LegendComponent, SVGRenderer]);

/** Draws into an element; the caller disposes. */
export function draw(element: HTMLElement): echarts.ECharts {
  return echarts.init(element, null, { renderer: 'svg' });
}

export type { ECharts } from 'echarts/core';

/** ECharts with what series of figures are drawn of: points, spans, lines, their axes, a legend and a tip, as SVG. */
import { CustomChart, LineChart, ScatterChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

echarts.use([ScatterChart, CustomChart, LineChart, GridComponent, TooltipComponent, LegendComponent, SVGRenderer]);

/** Draws into an element; the caller disposes. */
export function draw(element: HTMLElement): echarts.ECharts {
  return echarts.init(element, null, { renderer: 'svg' });
}

export type { ECharts } from 'echarts/core';

export function tellStoryWithModel(): void {}

/** The tests' own video files; see the maker for what it can do. */
export * from '../../src/platform/media/make-video.ts';

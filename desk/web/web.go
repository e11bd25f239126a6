// Package web holds the built pages: the desk, a Svelte application, and the
// style and script of the public's pages. Build them with "npm ci && npm run
// build" here, or "make build" at the top.
package web

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

// Pages returns the built files: "index.html" and "assets/" of the desk, and
// "site/" of the public's pages. All are missing before the first build.
func Pages() fs.FS {
	sub, err := fs.Sub(dist, "dist")
	if err != nil {
		panic(err) // "dist" is a valid path
	}
	return sub
}

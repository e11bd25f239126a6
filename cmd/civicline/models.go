package main

import (
	"context"

	"github.com/civicline/civicline/speech/models"
)

// runModels lists, pulls or checks speech models.
func runModels(ctx context.Context, c *console, args []string) error {
	return models.Run(ctx, args, c.out)
}

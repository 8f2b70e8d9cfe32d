// Stands in for the browser client.

"""Those who call the broker: they speak HTTP to it through `client`. Import contracts only."""

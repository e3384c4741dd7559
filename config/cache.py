"""Django's Redis cache, which shares its Redis with the broker."""

from django.core.cache.backends.redis import RedisCache


class OwnKeysCache(RedisCache):
    """Clearing it takes out the keys under its own prefix: Django's would empty the whole
    database of Redis, and the queues of the workers with it."""

    def clear(self) -> bool:
        client = self._cache.get_client(None, write=True)
        keys = list(client.scan_iter(match=f"{self.key_prefix}:*", count=1000))
        if keys:
            client.delete(*keys)
        return True

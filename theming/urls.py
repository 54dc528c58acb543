from django.urls import path

from theming import machine_readable, views

urlpatterns = [
    path("", views.homepage, name="home"),
    path("my-list/", views.my_list, name="my_list"),
    path("offline/", views.offline, name="offline"),
    path("sw.js", views.service_worker, name="service_worker"),
    path("sitemap.xml", machine_readable.sitemap, name="sitemap"),
    path("sitemap-<slug:section>-<int:page>.xml", machine_readable.sitemap_page, name="sitemap_page"),
    path("robots.txt", machine_readable.robots, name="robots"),
    path("feeds/latest.xml", machine_readable.latest, name="latest_feed"),
    path("opensearch.xml", machine_readable.opensearch, name="opensearch"),
    path("manifest.webmanifest", machine_readable.manifest, name="manifest"),
    path("<name:slug>/", views.page, name="page"),
]

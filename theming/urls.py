from django.urls import path

from theming import views

urlpatterns = [
    path("", views.homepage, name="home"),
    path("<name:slug>/", views.page, name="page"),
]

from django.urls import path

from people import views

urlpatterns = [path("people/<name:slug>/", views.person, name="person")]

"""How the catalog is stored.

Kind       pk                                     sk                gsi1pk                       gsi1sk
Course     ORG#<org>#COURSE#<course>              COURSE
Card       ORG#<org>#COURSE#<course>              CARD              ORG#<org>#PUBLISHED          <since>#<course>
Structure  ORG#<org>#COURSE#<course>              STRUCTURE
Topic      ORG#<org>#COURSE#<course>              TOPIC#<topic>     ORG#<org>#COURSE#<course>    <position>#<topic>
Order      ORG#<org>#COURSE#<course>              ORDER#<topic>
Lesson     ORG#<org>#COURSE#<course>              LESSON#<lesson>   ORG#<org>#TOPIC#<topic>      <position>#<lesson>
Locator    ORG#<org>#PLACE#<topic or lesson>      LOCATOR
Listing    ORG#<org>#COURSES#<of whom>#<status>   <course>          ORG#<org>#COURSES#<of whom>  <course>
Body       ORG#<org>#COURSE#<course>#BODIES       <body>#<part>
Outline    ORG#<org>#COURSE#<course>#VERSION#<n>  OUTLINE#<part>
Version    ORG#<org>#COURSE#<course>#VERSIONS     <version>
ApprovalRequest  ORG#<org>#COURSE#<c>#APPROVALS   <request>         ORG#<org>#APPROVALS          <request>
Review     ORG#<org>#COURSE#<course>#REVIEWS      REVIEW#<review>   ..#<course>#REVIEWS#<state>  <review>
Ratings    ORG#<org>#COURSE#<course>#REVIEWS      RATINGS
Rank       ORG#<org>#COURSE#<course>#RANKS        <stars>#<review>
Reviewer   ORG#<org>#COURSE#<course>#REVIEWERS    <user>
Asset      ORG#<org>#ASSET#<asset>                ASSET
Tombstone  ORG#<org>#COURSE#<course>              DELETED
Prerequisites  ORG#<org>#PREREQUISITES            GUARD
Categories  ORG#<org>#CATEGORIES                  LIST
Tag        ORG#<org>#TAGS                         <tag>
Receipt    ORG#<org>#RECEIPT#<user>               <key or digest>
Job        ORG#<org>#JOB#<job>                    JOB
Plan       ORG#<org>#JOB#<job>                    PLAN#<part>
Carried    ORG#<org>#JOB#<job>                    FILE#<file>
Template   ORG#<org>#TEMPLATE#<template>          TEMPLATE          ORG#<org>#TEMPLATES          <template>
Blueprint  ORG#<org>#TEMPLATE#<template>          BLUEPRINT#<part>
TemplateTombstone  ORG#<org>#TEMPLATE#<template>  DELETED
Import     ORG#<org>#IMPORT#<import>              IMPORT

<of whom> is an instructor, or ALL for the organization; <since> the time of the first publication. Structure counts the
course's lessons and holds the order of its topics; Order is the order of one topic's lessons. Whatever changes a list
replaces the row of its order. A request for approval is in the index while it waits. Ratings count the reviews that are
shown; each of those has a rank. A body or an outline that is too large for one item has several parts. Ids sort by
time.

Access pattern                                Answered by
a course                                      get    pk=ORG#<org>#COURSE#<course>, sk=COURSE
  with its card and ratings                   batch  the three
  with a topic / a lesson / orders            batch  the rows of the course's partition
the guard of who stands before whom           get    pk=ORG#<org>#PREREQUISITES, sk=GUARD
  the courses that stand before one           batch  the courses, step by step
all categories                                get    pk=ORG#<org>#CATEGORIES, sk=LIST
the tags of courses on offer, by name         query  pk=ORG#<org>#TAGS, sk begins <prefix>
everything that is drafted in a course        query  pk=ORG#<org>#COURSE#<course>
which course a topic or lesson belongs to     get    pk=ORG#<org>#PLACE#<id>, sk=LOCATOR
an instructor's (or all) courses, newest      query  gsi1 where gsi1pk=ORG#<org>#COURSES#<of whom>, descending;
                                              batch  the courses
  in one status                               query  pk=ORG#<org>#COURSES#<of whom>#<status>, descending;
                                              batch  the courses
published courses, newest                     query  gsi1 where gsi1pk=ORG#<org>#PUBLISHED, descending;
                                              batch  their ratings
a course's topics in order                    query  gsi1 where gsi1pk=ORG#<org>#COURSE#<course>
a topic's lessons in order                    query  gsi1 where gsi1pk=ORG#<org>#TOPIC#<topic>
  what stands right behind a position         query  the same, from there
a body                                        query  pk=ORG#<org>#COURSE#<course>#BODIES, sk begins <body>#
an outline                                    query  pk=ORG#<org>#COURSE#<course>#VERSION#<n>
a version in its course's history             get    pk=ORG#<org>#COURSE#<course>#VERSIONS, sk=<version>
  all of them, newest                         query  pk=ORG#<org>#COURSE#<course>#VERSIONS, descending
a request for approval                        get    pk=ORG#<org>#COURSE#<course>#APPROVALS, sk=<request>
  a course's, newest                          query  pk=ORG#<org>#COURSE#<course>#APPROVALS, descending
  the organization's that wait, oldest        query  gsi1 where gsi1pk=ORG#<org>#APPROVALS
a review / some reviews                       get / batch  pk=ORG#<org>#COURSE#<course>#REVIEWS, sk=REVIEW#<review>
  those that are shown / hidden, newest       query  gsi1 where gsi1pk=..#<course>#REVIEWS#<state>, descending;
                                              batch  the reviews, with the course and the people
  those that are shown, most stars first      query  pk=ORG#<org>#COURSE#<course>#RANKS, descending; batch  as above
what a course's reviews add up to             get    pk=ORG#<org>#COURSE#<course>#REVIEWS, sk=RATINGS
  with the course and who wants to review it  batch  these, and pk=ORG#<org>#COURSE#<course>#REVIEWERS, sk=<user>
a file / the files that a course shows        get / batch  pk=ORG#<org>#ASSET#<asset>, sk=ASSET
a job that copies a course                    get    pk=ORG#<org>#JOB#<job>, sk=JOB
  what it is going to make                    query  pk=ORG#<org>#JOB#<job>, sk begins PLAN#
  which files it has carried                  query  pk=ORG#<org>#JOB#<job>, sk begins FILE#
a template                                    get    pk=ORG#<org>#TEMPLATE#<template>, sk=TEMPLATE
  what it froze                               query  pk=ORG#<org>#TEMPLATE#<template>, sk begins BLUEPRINT#
templates, newest                             query  gsi1 where gsi1pk=ORG#<org>#TEMPLATES, descending
an import of an archive                       get    pk=ORG#<org>#IMPORT#<import>, sk=IMPORT
"""

from functions.catalog.tables.assets import AssetRow
from functions.catalog.tables.base import CatalogRow, course_partition
from functions.catalog.tables.categories import CategoriesRow, TagRow
from functions.catalog.tables.contents import BodyRow, OutlineRow, PartFields
from functions.catalog.tables.copies import (
    BlueprintRow,
    CarriedRow,
    ImportRow,
    JobRow,
    PlanRow,
    TemplateRow,
    TemplateTombstoneRow,
)
from functions.catalog.tables.courses import (
    ALL,
    CardRow,
    CourseRow,
    DetailsFields,
    ListingRow,
    PrerequisitesRow,
    ReceiptRow,
    TombstoneRow,
)
from functions.catalog.tables.drafts import LessonRow, LocatorRow, OrderFields, OrderRow, StructureRow, TopicRow
from functions.catalog.tables.reviews import RankRow, RatingsRow, ReviewerRow, ReviewRow
from functions.catalog.tables.versions import ApprovalRequestRow, VersionRow

__all__ = [
    "ALL",
    "ApprovalRequestRow",
    "AssetRow",
    "BlueprintRow",
    "BodyRow",
    "CardRow",
    "CarriedRow",
    "CatalogRow",
    "CategoriesRow",
    "CourseRow",
    "DetailsFields",
    "ImportRow",
    "JobRow",
    "LessonRow",
    "ListingRow",
    "LocatorRow",
    "OrderFields",
    "OrderRow",
    "OutlineRow",
    "PartFields",
    "PlanRow",
    "PrerequisitesRow",
    "RankRow",
    "RatingsRow",
    "ReceiptRow",
    "ReviewRow",
    "ReviewerRow",
    "StructureRow",
    "TagRow",
    "TemplateRow",
    "TemplateTombstoneRow",
    "TombstoneRow",
    "TopicRow",
    "VersionRow",
    "course_partition",
]

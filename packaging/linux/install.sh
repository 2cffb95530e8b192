#!/usr/bin/env bash
# Install DeliveryDesk for this account: the program, its menu entry and its file type.
# Usage: packaging/linux/install.sh [FOLDER]     the program goes to FOLDER, by default ~/.local/share/deliverydesk-app
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
name=deliverydesk
share="${XDG_DATA_HOME:-$HOME/.local/share}"
folder="${1:-$share/deliverydesk-app}"

python3 -m venv "$folder"
"$folder/bin/python" -m pip install --quiet --constraint "$root/packaging/constraints.txt" "$root"

install -D -m 644 "$root/resources/icons/deliverydesk.svg" "$share/icons/hicolor/scalable/apps/$name.svg"
install -D -m 644 "$root/packaging/linux/$name.mime.xml" "$share/mime/packages/$name.xml"
install -D -m 644 "$root/packaging/linux/$name.metainfo.xml" "$share/metainfo/$name.metainfo.xml"
mkdir -p "$share/applications" "$HOME/.local/bin"
sed "s|^Exec=deliverydesk-gui|Exec=\"$folder/bin/deliverydesk-gui\"|" "$root/packaging/linux/$name.desktop" \
    >"$share/applications/$name.desktop"
ln -sf "$folder/bin/deliverydesk" "$HOME/.local/bin/deliverydesk"

command -v update-mime-database >/dev/null && update-mime-database "$share/mime"
command -v update-desktop-database >/dev/null && update-desktop-database "$share/applications"
echo "DeliveryDesk is in the menu; the command is $HOME/.local/bin/deliverydesk"
